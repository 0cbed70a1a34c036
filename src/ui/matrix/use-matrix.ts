import { useCallback, useEffect, useRef, useState } from "react";
import type { MatrixImage } from "../../attention/matrix/blocks";
import type { OrderName } from "../../attention/matrix/order";
import type { AttentionSite } from "../../attention/site";
import { asLensError } from "../../model/errors";
import { createMatrixReader, type MatrixReader } from "../../state/engine/matrix";
import { addNotice } from "../../state/store/notices";

export type MatrixStatus =
  | { readonly phase: "running"; readonly share: number }
  | { readonly phase: "done"; readonly image: MatrixImage }
  | { readonly phase: "stopped" };

/** Images of sites that may be shown again: while the fold is closed, or another order is. */
const known = new WeakMap<AttentionSite, Partial<Record<OrderName, MatrixImage>>>();

/** A slider in motion brings a site every few milliseconds. */
const REST_MS = 150;

/** The reduced matrix of a site, computed once it has not changed for a moment; with ways to end that and to try again. */
export function useMatrix(
  site: AttentionSite,
  order: OrderName,
): { readonly status: MatrixStatus; readonly cancel: () => void; readonly retry: () => void } {
  const reader = useRef<MatrixReader>(undefined);
  const [found, setFound] = useState<{ site: AttentionSite; order: OrderName; status: MatrixStatus }>();
  const compute = useCallback(async () => {
    const put = (status: MatrixStatus) => setFound({ site, order, status });
    put({ phase: "running", share: 0 });
    try {
      reader.current ??= createMatrixReader();
      const image = await reader.current.request({ site, order }, (share) =>
        put({ phase: "running", share }),
      );
      if (!image) return;
      known.set(site, { ...known.get(site), [order]: image });
      put({ phase: "done", image });
    } catch (thrown) {
      const error = asLensError(thrown);
      // The fold was closed.
      if (error.code === "cancelled") return;
      addNotice(error);
      put({ phase: "stopped" });
    }
  }, [site, order]);
  useEffect(() => {
    if (known.get(site)?.[order]) return;
    const rest = setTimeout(() => void compute(), REST_MS);
    return () => {
      clearTimeout(rest);
      reader.current?.cancel();
    };
  }, [site, order, compute]);
  useEffect(
    () => () => {
      reader.current?.dispose();
      reader.current = undefined;
    },
    [],
  );
  const image = known.get(site)?.[order];
  const isOf = found?.site === site && found.order === order;
  const status: MatrixStatus = image
    ? { phase: "done", image }
    : isOf
      ? found.status
      : { phase: "running", share: 0 };
  return {
    status,
    cancel: () => {
      reader.current?.cancel();
      setFound({ site, order, status: { phase: "stopped" } });
    },
    retry: () => void compute(),
  };
}
