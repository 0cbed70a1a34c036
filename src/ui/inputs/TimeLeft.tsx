import { useEffect, useState } from "react";
import { Pace, timeLeft } from "../../render/time-left";
import { useText } from "../text";

export interface TimeLeftProps {
  /** In the unit of `total`. */
  readonly done: number;
  readonly total: number;
}

/** Beside a progress bar: about how long it will still take, once that can be said. */
export function TimeLeft({ done, total }: TimeLeftProps) {
  const { engine } = useText();
  const [pace] = useState(() => new Pace());
  const [perUnit, setPerUnit] = useState<number>();
  useEffect(() => {
    pace.add(performance.now(), done);
    setPerUnit(pace.secondsPerUnit());
  }, [pace, done]);
  const left = timeLeft(total - done, perUnit);
  return left ? (
    <span className="quiet figures" data-testid="time-left">
      {engine.left(left.minutes, left.seconds)}
    </span>
  ) : null;
}
