import { useStore } from "../../state/store/store";
import { useLocalised, useText } from "../text";

const SENTENCES = ["data", "licence", "attribution", "training", "limits"] as const;

/** Where the model comes from, what it may be used for, and what it cannot do. Its card is written in English. */
export function ModelCard() {
  const text = useText();
  const localised = useLocalised();
  const manifest = useStore((state) => state.manifest);
  if (!manifest) return null;
  const { card, name } = manifest;
  return (
    <details className="fold" data-testid="model-card">
      <summary>{text.card.heading}</summary>
      <p>{localised(name)}</p>
      <dl className="card">
        {SENTENCES.map((part) => (
          <div key={part}>
            <dt>{text.card[part]}</dt>
            <dd className="quiet" lang="en">
              {card[part]}
            </dd>
          </div>
        ))}
        <div>
          <dt>{text.card.metrics}</dt>
          <dd className="quiet figures" lang="en">
            {Object.entries(card.metrics)
              .map(([metric, value]) => `${metric} ${value}`)
              .join(" · ")}
          </dd>
        </div>
      </dl>
    </details>
  );
}
