import { useState } from "react";
import type { Manifest } from "../../model/formats/manifest";
import { formatCount, formatMegabytes } from "../../render/format";
import { useStore } from "../../state/store/store";
import { useLocale } from "../locale";
import { useLocalised } from "../text";
import { metricName, shortened } from "./card-words";
import { useModelCardText } from "./model-card-text";

const SENTENCES = ["data", "licence", "attribution", "training", "limits"] as const;

/** Where the model comes from, what it may be used for, and what it cannot do. Its card is written in English. */
export function ModelCard() {
  const text = useModelCardText();
  const localised = useLocalised();
  const manifest = useStore((state) => state.manifest);
  if (!manifest) return null;
  const { card, name } = manifest;
  const metrics = Object.entries(card.metrics);
  return (
    <details className="fold" data-testid="model-card">
      <summary>{text.heading}</summary>
      <p>{localised(name)}</p>
      <dl className="card">
        {SENTENCES.map((part) => (
          <div key={part}>
            <dt>{text[part]}</dt>
            <dd className="quiet" lang="en">
              <Long key={card[part]}>{card[part]}</Long>
            </dd>
          </div>
        ))}
        <div>
          <dt>{text.size}</dt>
          <dd className="quiet figures">{text.sizes(sizesOf(manifest))}</dd>
        </div>
        {metrics.length > 0 && (
          <div>
            <dt>{text.metrics}</dt>
            <dd>
              <ul className="card-metrics quiet figures">
                {metrics.map(([metric, value]) => (
                  <li key={metric}>
                    {metricName(text.names, metric)}: {formatCount(value)}
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        )}
      </dl>
    </details>
  );
}

function sizesOf({ image, latent, generator }: Manifest) {
  const megabytes = formatMegabytes(generator.weights.bytes);
  return { image: image.size, channels: image.channels, latent: latent.size, megabytes };
}

/** A text whose rest is shown on demand, where it is long. */
function Long({ children }: { readonly children: string }) {
  const text = useModelCardText();
  // The text around it is in English.
  const language = useLocale((locale) => locale.language);
  const [all, setAll] = useState(false);
  const short = shortened(children);
  if (short === children) return children;
  return (
    <>
      {all ? children : short}{" "}
      <button type="button" lang={language} aria-expanded={all} onClick={() => setAll(!all)}>
        {all ? text.less : text.more}
      </button>
    </>
  );
}
