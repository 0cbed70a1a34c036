import { fileURLToPath } from "node:url";

export default {
  mode: "production",
  entry: "./main.js",
  output: { path: fileURLToPath(new URL("public/bundle", import.meta.url)), filename: "main.js" },
};
