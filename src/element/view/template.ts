/** What an element consists of before it has anything to show. Made node by node: no text is ever read as markup. */
import { COLOR_BAR } from "../../render/color-bar";
import { html } from "./html";
import { svg } from "./svg";

export function makeTemplate(): Element[] {
  return [
    html(
      "div",
      { class: "stage", part: "picture", role: "application", tabindex: 0, "aria-describedby": "help" },
      html("img", { class: "poster", alt: "", hidden: true }),
      html("canvas", { class: "picture" }),
      html("canvas", { class: "map" }),
      svg("svg", { class: "marks", "aria-hidden": "true" }),
      html("p", { class: "note", part: "note" }),
    ),
    html("p", { id: "help", class: "hidden" }),
    html("p", { class: "spoken hidden", "aria-live": "polite" }),
    svg("svg", {
      class: "bar",
      part: "bar",
      viewBox: `0 0 ${COLOR_BAR.width} ${COLOR_BAR.height}`,
    }),
    html("p", { class: "sentence", part: "sentence" }),
    html("p", { class: "problem", part: "problem", role: "alert", hidden: true }),
    html("button", { class: "retry", type: "button", hidden: true }),
    html("div", { class: "controls", part: "controls" }),
  ];
}
