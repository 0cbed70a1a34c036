/** A page of React's with `<sagan-lens>` in it; the element's code comes from the built site, when the test says so. */
import { createElement } from "react";
import { createRoot, hydrateRoot, type Root } from "react-dom/client";
import { Figure, type FigureProps } from "./react-figure";

const place = document.getElementById("root") as HTMLElement;
const heard: unknown[] = [];
const complaints: string[] = [];
let root: Root | undefined;

const figure = (props: FigureProps) =>
  createElement(Figure, { ...props, onquery: ({ detail }: CustomEvent) => void heard.push(detail) });

const host = {
  heard,
  complaints,
  /** @param address of `sagan-lens.js` */
  define: (address: string) => import(/* @vite-ignore */ address).then(() => undefined),
  render(props: FigureProps) {
    root ??= createRoot(place);
    root.render(figure(props));
  },
  hydrate(props: FigureProps) {
    root = hydrateRoot(place, figure(props), {
      onRecoverableError: (error) => complaints.push(String(error)),
    });
  },
};
export type ReactHost = typeof host;
Object.assign(window, { host });
