import { useEffect } from "react";
import { isOfDiscriminator } from "../../attention/site";
import { formatFixed, formatMegabytes } from "../../render/format";
import { MARGIN } from "../../render/score-line";
import { discriminator } from "../../state/engine/viewer";
import { setSite } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { currentSite, discriminatorSites, shownImage } from "../../viewer/views/derived";
import { Choice } from "../inputs/Choice";
import { Fold } from "../inputs/Fold";
import { TimeLeft } from "../inputs/TimeLeft";
import { sentenceFor, useLocalised, useText } from "../text";
import { useDiscriminatorText } from "./discriminator-text";
import { Gradient } from "./Gradient";
import { ScoreLine } from "./ScoreLine";
import { UserImage } from "./UserImage";
import "./discriminator.css";

/** The discriminator: its score of the image shown, its attention, and where the score comes from. */
export function Discriminator() {
  const text = useDiscriminatorText();
  const there = useStore(({ manifest }) => Boolean(manifest?.discriminator));
  if (!there) return null;
  return (
    <Fold heading={text.heading} testId="discriminator">
      <Panel />
    </Fold>
  );
}

function Panel() {
  const text = useDiscriminatorText();
  const page = useText();
  const discriminatorOutput = useStore((state) => state.discriminatorOutput);
  const own = useStore((state) => state.userImage !== undefined);
  useEffect(() => {
    discriminator.setActive(true);
    return () => discriminator.setActive(false);
  }, []);
  return (
    <div className="discriminator">
      <p className="quiet">{text.help}</p>
      <UserImage />
      {!discriminatorOutput && <Loading />}
      {discriminatorOutput?.phase === "failed" && (
        <div className="discriminator-failed" role="alert">
          <p>{sentenceFor(page, discriminatorOutput.error)}</p>
          <button type="button" onClick={() => void discriminator.request(true)}>
            {page.engine.retry}
          </button>
        </div>
      )}
      {discriminatorOutput?.phase === "done" && (
        <>
          <p
            className="discriminator-score figures"
            data-testid="score"
            data-value={discriminatorOutput.score}
          >
            {text.score(formatFixed(discriminatorOutput.score))}
          </p>
          <ScoreLine score={discriminatorOutput.score} />
          <p className="quiet" data-testid="verdict">
            {text.verdicts[own ? "own" : "made"][discriminatorOutput.score > 0 ? "real" : "made"](
              formatFixed(hingeLoss(discriminatorOutput.score, own)),
            )}
          </p>
          {own && <OwnScoreNote />}
          <NetworkChoice />
          {discriminatorOutput.gradient && (
            <Gradient image={discriminatorOutput.of} gradient={discriminatorOutput.gradient} />
          )}
        </>
      )}
    </div>
  );
}

/** A score says little of an image that is unlike all training images: a red disc on noise scores 9. */
function OwnScoreNote() {
  const text = useDiscriminatorText();
  const localised = useLocalised();
  const name = useStore(({ manifest }) => manifest?.name);
  if (!name) return null;
  return (
    <p className="discriminator-note" data-testid="own-score-note">
      {text.ownScore(localised(name))}
    </p>
  );
}

/** The part of the discriminator's loss that comes from an image (Zhang et al. 2019, equation 4). */
function hingeLoss(score: number, isReal: boolean): number {
  return Math.max(0, MARGIN + (isReal ? -score : score));
}

function Loading() {
  const text = useDiscriminatorText();
  const page = useText();
  const progress = useStore((state) => state.discriminatorProgress);
  return (
    <div className="control-line quiet" data-testid="discriminator-loading">
      <span>{text.loading}</span>
      {progress && (
        <>
          <progress value={progress.loaded} max={progress.total} aria-label={text.loading} />
          <span className="figures">
            {formatMegabytes(progress.loaded)} / {formatMegabytes(progress.total)} MB
          </span>
          <TimeLeft done={progress.loaded} total={progress.total} />
          <button type="button" onClick={() => discriminator.cancel()}>
            {page.engine.cancel}
          </button>
        </>
      )}
    </div>
  );
}

const NETWORKS = ["generator", "discriminator"] as const;

/** Hover, pins, maps and numbers work on either network's layer: this changes which. */
function NetworkChoice() {
  const text = useDiscriminatorText();
  const site = useStore(currentSite);
  const made = useStore((state) => shownImage(state)?.sites[0]?.name);
  const judged = useStore((state) => discriminatorSites(state)[0]?.name);
  // An image of one's own was made by no generator.
  if (!site || !judged || !made) return null;
  return (
    <Choice
      label={text.attentionOf}
      value={isOfDiscriminator(site.name) ? "discriminator" : "generator"}
      options={NETWORKS}
      texts={text.networks}
      onChange={(network) => setSite(network === "generator" ? made : judged)}
    />
  );
}
