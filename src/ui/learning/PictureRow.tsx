import { type LearningConfig, SAMPLES } from "../../state/training/training";
import { pictureAt, Sample } from "./Sample";

interface PictureRowProps {
  readonly title: string;
  /** [count, size, size, channels], -1 to 1; empty places where absent. */
  readonly pictures: Float32Array | undefined;
  readonly config: LearningConfig;
  readonly count?: number;
  readonly testId?: string;
}

/** Images side by side, without maps. */
export function PictureRow({ title, pictures, config, count = SAMPLES, testId }: PictureRowProps) {
  return (
    <figure className="picture-row">
      <figcaption>
        <h3>{title}</h3>
      </figcaption>
      <div className="learning-samples" data-testid={testId}>
        {Array.from({ length: count }, (_, place) => (
          <Sample
            // biome-ignore lint/suspicious/noArrayIndexKey: a place is what it is.
            key={place}
            pixels={pictures && pictureAt(pictures, config, place)}
            size={config.size}
          />
        ))}
      </div>
    </figure>
  );
}
