import "sagan-lens/element";

const lens = document.querySelector("sagan-lens");
document.querySelector("button").addEventListener("click", () => {
  lens.state = { seed: lens.state.seed + 1 };
});
