import { useState } from "react";
import { cellCount } from "../../attention/grid";
import { BLOCK_VALUES, type BlockValue } from "../../attention/matrix/blocks";
import { MATRIX_ORDERS, type OrderName } from "../../attention/matrix/order";
import type { AttentionSite } from "../../attention/site";
import { formatCount, formatWholePercent } from "../../render/format";
import { useStore } from "../../state/store/store";
import { currentSite } from "../../viewer/views/derived";
import { Choice } from "../inputs/Choice";
import { Fold } from "../inputs/Fold";
import { TimeLeft } from "../inputs/TimeLeft";
import { useText } from "../text";
import { BrushedMatrix } from "./BrushedMatrix";
import { useMatrixText } from "./matrix-text";
import { useMatrix } from "./use-matrix";
import "./matrix.css";

/** The whole matrix of the layer on show, reduced to an image. */
export function MatrixFold() {
  const text = useMatrixText();
  const site = useStore(currentSite);
  if (!site) return null;
  return (
    <Fold heading={text.heading} testId="matrix">
      <Matrix site={site} />
    </Fold>
  );
}

function Matrix({ site }: { readonly site: AttentionSite }) {
  const text = useMatrixText();
  const { engine } = useText();
  const [value, setValue] = useState<BlockValue>("mean");
  const [order, setOrder] = useState<OrderName>("position");
  const { status, cancel, retry } = useMatrix(site, order);
  const [n, m] = [cellCount(site.queryGrid), cellCount(site.keyGrid)];
  return (
    <div className="matrix">
      <p className="quiet" id="matrix-help">
        {text.help} {text.keys}
      </p>
      <div className="matrix-place" data-testid="matrix-place" data-phase={status.phase}>
        {status.phase === "done" && (
          <BrushedMatrix key={order} site={site} image={status.image} value={value} />
        )}
        {status.phase === "running" && (
          <div className="matrix-wait quiet">
            <p>{text.computing(formatWholePercent(status.share))}</p>
            <progress value={status.share} max={1} aria-label={text.heading} />
            <TimeLeft done={status.share} total={1} />
            <button type="button" onClick={cancel}>
              {engine.cancel}
            </button>
          </div>
        )}
        {status.phase === "stopped" && (
          <div className="matrix-wait quiet">
            <p>{text.stopped}</p>
            <button type="button" onClick={retry}>
              {engine.retry}
            </button>
          </div>
        )}
      </div>
      {status.phase === "done" && (
        <p className="quiet figures" data-testid="matrix-size">
          {status.image.rows === n && status.image.columns === m
            ? text.exact(formatCount(n), formatCount(m))
            : text.size(
                ...([formatCount(n), formatCount(m)] as const),
                ...([formatCount(status.image.rows), formatCount(status.image.columns)] as const),
              )}
        </p>
      )}
      <Choice
        label={text.value}
        value={value}
        options={BLOCK_VALUES}
        texts={text.values}
        onChange={setValue}
      />
      <Choice
        label={text.order}
        value={order}
        options={MATRIX_ORDERS}
        texts={text.orders}
        onChange={setOrder}
      />
    </div>
  );
}
