/** Messages to and from a frame, origins and attributes to record. */
const ours = { source: "sagan-lens", version: 1 };

export const commands: readonly unknown[] = [
  { ...ours, type: "get" },
  { ...ours, type: "get", extra: 1 },
  ...[
    "seed=7&q=12.8",
    "#seed=7",
    "",
    "seed=7",
    "v=1&model=eurosat64&class=River:1",
    "gamma=g.attn:0&temp=g.attn:2",
    "seed=-1&psi=0.5",
    "nope=1",
    "pins=1.2,3.4&map=column",
    "walk=N4Ig&cmap=magma",
    "v=2",
  ].map((hash) => ({ ...ours, type: "set", hash })),
  { ...ours, type: "set", hash: "seed=7", onload: "alert(1)" },
  { ...ours, type: "set" },
  { ...ours, type: "set", hash: 7 },
  { ...ours, type: "eval", code: "alert(1)" },
  { ...ours, type: "ready", hash: "seed=7" },
  { ...ours, version: 2, type: "get" },
  { ...ours, version: "1", type: "get" },
  { ...ours, source: "other", type: "get" },
  { type: "get" },
  { source: "sagan-lens" },
  null,
  "get",
  7,
  [],
];

export const answers = [
  { type: "ready", hash: "v=1&seed=7" },
  { type: "state", hash: "v=1&seed=7&q=12.8" },
  { type: "resize", height: 612 },
  { type: "error", code: "link-fields", message: "psi" },
] as const;

const SEARCHES = [
  "",
  "?controls=bar,seed&origin=https://school.example",
  "?origin=https://school.example/course&origin=http://localhost:8080",
  "?origin=https://a.example,https://b.example%20https://c.example",
  "?origin=*",
  "?origin=null,file:///course.html",
  "?origin=school.example",
];
const ORIGINS = [
  "https://lens.example",
  "https://school.example",
  "http://school.example",
  "https://school.example:444",
  "https://school.example.evil.test",
  "http://localhost:8080",
  "http://localhost",
  "https://a.example",
  "https://b.example",
  "https://c.example",
  "null",
  "*",
  "",
];
export const origins: readonly (readonly [search: string, origin: string])[] = SEARCHES.flatMap((search) =>
  ORIGINS.map((origin) => [search, origin] as const),
);

export const attributes: readonly Readonly<Record<string, string>>[] = [
  {},
  { model: "cats64", seed: "4", query: "12,12" },
  { state: "v=1&seed=7&q=12.8" },
  { state: "#v=1&seed=7", seed: "9" },
  { classes: "River:0.6,Highway:0.4", model: "eurosat64" },
  { classes: "Road%2C paved:1", model: "eurosat64" },
  { pins: "12,8 20,9" },
  { pins: "12.8,20.9" },
  { query: " 3,4 " },
  { region: "0-31,64" },
  { z: "3:1.2", dir: "0:2", step: "0" },
  { gamma: "0" },
  { gamma: "g.attn:0", temp: "2" },
  { gamma: "g.attn:0;d.attn:2" },
  { gamma: "x" },
  { reach: "", smooth: "" },
  { reach: "false", smooth: "0" },
  { map: "entropy", part: "pairwise", mass: "0.5", links: "3", compare: "difference" },
  { scale: "map", curve: "linear", cmap: "magma", overlay: "colours", opacity: "0.5" },
  { site: "g.b&c=d#e%f" },
  { seed: "-1", psi: "9" },
  { seed: "1e3", psi: "0.5" },
  { state: "nope=1&seed=7" },
  { state: "gamma=g.attn:0", temp: "3" },
  { query: "nowhere" },
];
