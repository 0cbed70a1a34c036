/** The labels of the table of controls in the page's texts. */
import type { Text } from "../../locales/en/page";
import type { ControlLabel } from "../../viewer/controls/table";

const LABELS: Readonly<Record<ControlLabel, (text: Text) => string>> = {
  seed: ({ image }) => image.seed,
  psi: ({ image }) => image.psi,
  noise: ({ image }) => image.noise,
  classes: ({ image }) => image.class,
  latent: ({ latent }) => latent.heading,
  directions: ({ directions }) => directions.heading,
  own: ({ directions }) => directions.own,
  mixShare: ({ mix }) => mix.share,
  mixPath: ({ mix }) => mix.path,
  gamma: ({ whatIf }) => whatIf.gamma,
  temp: ({ whatIf }) => whatIf.temperature,
  compare: ({ whatIf }) => whatIf.compare,
  map: ({ map }) => map.heading,
  part: ({ parts }) => parts.label,
  mass: ({ map }) => map.mass,
  links: ({ map }) => map.links,
  reach: ({ map }) => map.reach,
  overlay: ({ map }) => map.overlay,
  opacity: ({ map }) => map.opacity,
  scale: ({ map }) => map.scale,
  curve: ({ map }) => map.curve,
  colormap: ({ map }) => map.colormap,
  smooth: ({ map }) => map.smooth,
  step: ({ training }) => training.heading,
  walkSeconds: ({ walk }) => walk.speed,
  walkLoop: ({ walk }) => walk.loop,
};

export function labelOf(text: Text, label: ControlLabel): string {
  return LABELS[label](text);
}
