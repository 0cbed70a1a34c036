import type { Manifest, ModelFile } from "../formats/manifest";

/** All files that a manifest names. */
export function modelFiles(manifest: Manifest): readonly ModelFile[] {
  const { generator, discriminator, snapshots, directions, log, golden } = manifest;
  const files = [
    generator.weights,
    discriminator?.weights,
    ...snapshots.map(({ weights }) => weights),
    directions,
    log,
    golden,
  ];
  return files.filter((file) => file !== undefined && file !== null);
}
