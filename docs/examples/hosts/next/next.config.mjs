// A folder of static files, which any host can serve. Nothing here is for the lens.
export default { output: "export" };
