// The figure of a paper, as SVG and PNG, and the same row as a NumPy array. Written into the folder named, or the present one.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  attentionRow,
  createEngine,
  figurePng,
  figureSvg,
  figureWordsEn,
  imageRaster,
  latentOf,
  modelFolder,
  npyFile,
  queryAt,
  queryFigure,
} from "sagan-lens";

const [folder = "."] = process.argv.slice(2);
const [model, seed, psi] = ["cats64", 7, 0.8];
const engine = await createEngine({ source: modelFolder(model) });
const { latent, image } = engine.manifest;
const made = await engine.preview({ z: latentOf({ seed, psi }, latent.size) });
engine.dispose();

const [site] = made.sites;
const queries = [
  { x: 12, y: 8 },
  { x: 20, y: 9 },
];
const maps = queries.map((query) => ({ query, values: attentionRow(site, queryAt(site.queryGrid, query)) }));
const figure = queryFigure({
  image: imageRaster(made.image, image.size),
  site,
  maps,
  scale: "absolute",
  curve: "root",
  colormap: "viridis",
  origin: { model, seed, psi, classes: {}, snapshot: null, changed: false },
  words: figureWordsEn("root"),
});

const { width, height } = site.keyGrid;
const files = {
  "figure.svg": figureSvg(figure),
  "figure.png": figurePng(figure, 2),
  "row.npy": npyFile(maps[0].values, [height, width]),
};
for (const [name, contents] of Object.entries(files)) {
  await writeFile(join(folder, name), contents);
  console.log(`${name}: ${contents.length} bytes`);
}
