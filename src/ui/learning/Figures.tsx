import { GammaChart, LossChart, UpdateChart } from "./charts/RunCharts";
import { ScoreHistogram } from "./charts/ScoreHistogram";
import { SpectraTable } from "./charts/SpectraTable";

/** What is measured, a figure for each ingredient. */
export function Figures() {
  return (
    <div className="learning-charts">
      <LossChart />
      <ScoreHistogram />
      <GammaChart />
      <UpdateChart />
      <SpectraTable />
    </div>
  );
}
