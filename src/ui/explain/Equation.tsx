import { Fragment, type ReactNode, useEffect, useState } from "react";
import { cellOfKey, type KeyIndex, queryAt } from "../../attention/grid";
import { queryFeature } from "../../attention/row";
import { type AttentionSite, isOfDiscriminator, rowsSumToOne } from "../../attention/site";
import { topKeys } from "../../attention/top";
import { formatFixed, formatWeight } from "../../render/format";
import type { QueryVectors } from "../../runtime/api/types";
import { inside } from "../../state/engine/viewer";
import { setFocusKey, setFocusQuery } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { currentIntervention, currentSite, shownImage } from "../../viewer/views/derived";
import { cellInside, rowAt } from "../../viewer/views/rows";
import { Fold } from "../inputs/Fold";
import { Indexed } from "../maths";
import { Scrolling } from "../Scrolling";
import { useEquationText } from "./equation-text";
import { TopKeys } from "./TopKeys";

const LISTED_KEYS = 8;

/** Marks the query in the image while the pointer is on one of its numbers. */
const atQuery = {
  className: "equation-part",
  onPointerEnter: () => setFocusQuery(true),
  onPointerLeave: () => setFocusQuery(false),
};

/** The layer's equations with the numbers of the current query and of one key. */
export function Equation() {
  const equation = useEquationText();
  const site = useStore(currentSite);
  if (!site) return null;
  return (
    <Fold heading={equation.heading} testId="equation">
      <Lines site={site} />
    </Fold>
  );
}

function Lines({ site }: { readonly site: AttentionSite }) {
  const equation = useEquationText();
  const query = cellInside(
    site,
    useStore((state) => state.lens.query),
  );
  const change = useStore(currentIntervention);
  const focus = useStore((state) => state.focusKey);
  const [chosen, setChosen] = useState<KeyIndex>();
  const { row, summary } = rowAt(site, query);
  const total = rowsSumToOne(site) ? 1 : summary.sum;
  const top = topKeys(row, LISTED_KEYS);
  const key = chosen !== undefined && chosen < row.length ? chosen : (top[0]?.key ?? (0 as KeyIndex));
  const j = queryAt(site.queryGrid, query);
  const vectors = useVectors(site, j);
  const place = cellOfKey(site.keyGrid, key);
  const q = queryFeature(site, j);
  const k = site.keys.subarray(key * site.depth, (key + 1) * site.depth);
  const score = q.reduce((sum, value, c) => sum + value * k[c], 0);
  const gamma = site.gamma * change.gammaScale;
  const atKey = {
    className: "equation-part",
    "data-lit": focus === key,
    onPointerEnter: () => setFocusKey(key),
    onPointerLeave: () => setFocusKey(undefined),
  };
  const warmed = site.temperature !== 1;
  const over = !rowsSumToOne(site);
  const temperature = site.temperature.toFixed(2);
  const captions = over
    ? ([equation.betaOver, equation.betaOverWarm] as const)
    : ([equation.beta, equation.betaWarm] as const);
  const betaCaption = warmed ? captions[1](temperature) : captions[0];
  const spokenBeta = over ? equation.spokenBetaOver : equation.spokenBeta;

  return (
    <div className="equation">
      <p className="quiet">{equation.intro(`${query.x}, ${query.y}`, `${place.x}, ${place.y}`)}</p>
      <Line caption={equation.score}>
        <math display="block" aria-label={equation.spokenScore(formatFixed(score))}>
          <Indexed base="s" index="ij" />
          <mo>=</mo>
          <mi>f</mi>
          <mo>(</mo>
          <Indexed base="x" index="i" />
          <mo>)</mo>
          <mo>·</mo>
          <mi>g</mi>
          <mo>(</mo>
          <Indexed base="x" index="j" />
          <mo>)</mo>
          <mo>=</mo>
          <mn {...atKey}>{formatFixed(score)}</mn>
        </math>
      </Line>
      <div className="vectors quiet figures">
        <span {...atKey}>f(xᵢ)</span>
        <Vector values={k} />
        <span {...atQuery}>g(xⱼ)</span>
        <Vector values={q} />
      </div>
      <Line caption={betaCaption}>
        <math display="block" aria-label={spokenBeta(formatWeight(row[key]))}>
          <Indexed base="β" index="ji" />
          <mo>=</mo>
          <mfrac>
            <Exp index="ij" warmed={warmed} />
            <mrow>
              <munder>
                <mo>∑</mo>
                <mi>{over ? "j" : "i"}</mi>
              </munder>
              <Exp index="ij" warmed={warmed} />
            </mrow>
          </mfrac>
          <mo>=</mo>
          <mn {...atKey}>{formatWeight(row[key])}</mn>
        </math>
      </Line>
      <Line caption={equation.output}>
        <math display="block" aria-label={equation.spokenOutput}>
          <Indexed base="o" index="j" />
          <mo>=</mo>
          <mi>v</mi>
          <mo>(</mo>
          <munder>
            <mo>∑</mo>
            <mi>i</mi>
          </munder>
          <Indexed base="β" index="ji" />
          <mi>h</mi>
          <mo>(</mo>
          <Indexed base="x" index="i" />
          <mo>)</mo>
          <mo>)</mo>
        </math>
        {vectors && <Norms of={{ o: vectors.o }} />}
      </Line>
      <Line caption={equation.sum(formatFixed(gamma))}>
        <math display="block" aria-label={equation.spokenSum(formatFixed(gamma))}>
          <Indexed base="y" index="j" />
          <mo>=</mo>
          <mi>γ</mi>
          <Indexed base="o" index="j" />
          <mo>+</mo>
          <Indexed base="x" index="j" />
          <mo>,</mo>
          <mi>γ</mi>
          <mo>=</mo>
          <mn>{formatFixed(gamma)}</mn>
        </math>
        {vectors && <Norms of={{ x: vectors.x, y: vectors.y }} />}
      </Line>
      {vectors ? (
        <details className="quiet">
          <summary>{equation.vectors(vectors.o.length)}</summary>
          <div className="vectors figures" data-testid="vectors">
            <span {...atQuery}>oⱼ</span>
            <Vector values={vectors.o} />
            <span {...atQuery}>xⱼ</span>
            <Vector values={vectors.x} />
            <span {...atQuery}>yⱼ</span>
            <Vector values={vectors.y} />
          </div>
        </details>
      ) : (
        <p className="quiet">{equation.needsEngine}</p>
      )}
      <TopKeys site={site} keys={top} total={total} chosen={key} onChoose={setChosen} />
    </div>
  );
}

/** x_j, o_j and y_j from the engine, while they belong to the current query and image. */
function useVectors(site: AttentionSite, query: number): QueryVectors | undefined {
  const image = useStore(shownImage);
  const [found, setFound] = useState<{ site: AttentionSite; query: number; vectors: QueryVectors }>();
  useEffect(() => {
    let wanted = image !== undefined;
    // Of the discriminator the engine gives what rows need, and no more.
    if (isOfDiscriminator(site.name)) return;
    inside.vectorsOf(site.name, query).then(
      (vectors) => {
        if (wanted && vectors) setFound({ site, query, vectors });
      },
      // Errors of the engine itself are shown in its status.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [site, query, image]);
  return found?.site === site && found.query === query ? found.vectors : undefined;
}

function Line({ caption, children }: { readonly caption: string; readonly children: ReactNode }) {
  return (
    <div>
      <Scrolling className="equation-line" label={caption}>
        {children}
      </Scrolling>
      <p className="quiet">{caption}</p>
    </div>
  );
}

function Exp({ index, warmed }: { readonly index: string; readonly warmed: boolean }) {
  return (
    <mrow>
      <mi>exp</mi>
      <mo>(</mo>
      <Indexed base="s" index={index} />
      {warmed && <mtext>/T</mtext>}
      <mo>)</mo>
    </mrow>
  );
}

/** The lengths of vectors, under the formula that makes them. */
function Norms({ of }: { readonly of: Readonly<Record<string, Float32Array>> }) {
  return (
    <math display="block" className="equation-norms">
      {Object.entries(of).map(([name, vector], place) => (
        <Fragment key={name}>
          {place > 0 && <mo>,</mo>}
          <mrow>
            <mo>‖</mo>
            <Indexed base={name} index="j" />
            <mo>‖</mo>
          </mrow>
          <mo>=</mo>
          <mn data-testid={`norm-${name}`} {...atQuery}>
            {formatFixed(Math.hypot(...vector))}
          </mn>
        </Fragment>
      ))}
    </math>
  );
}

function Vector({ values }: { readonly values: Float32Array }) {
  return (
    <span className="vector">
      {Array.from(values, (value, channel) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a channel is its place.
        <span key={channel}>{value.toFixed(2)}</span>
      ))}
    </span>
  );
}
