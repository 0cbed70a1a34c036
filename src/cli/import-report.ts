/** The report of an import as lines of text. */
import { FAMILIES } from "../importing/families";
import type { ImportReport, UnusedTensor } from "../importing/imported";
import { cliEn } from "../locales/en/cli";
import { importingEn } from "../locales/en/importing";
import type { Manifest } from "../model/formats/manifest";

/** Names told of each kind of tensor that is not used. */
const NAMES_TOLD = 3;

export function reportLines(report: ImportReport, manifest: Manifest): string[] {
  const { report: says } = cliEn;
  const source = FAMILIES.find(({ id }) => id === report.family)?.source ?? "";
  const { size, channels } = manifest.image;
  const lines = [
    says.recognised(report.file, report.family, source),
    says.network(size, channels, manifest.latent.size, manifest.classes?.length ?? 0),
  ];
  if (report.wrappers.length > 0) lines.push(says.foundIn(report.wrappers.join(", ")));
  for (const { name, width, keyWidth, gamma, rowsSumToOne } of report.sites) {
    lines.push(says.site(name, width, keyWidth, gamma.toPrecision(3)));
    if (!rowsSumToOne) lines.push(`  ${says.columns}`);
  }
  if (report.assumed.length > 0) {
    lines.push(says.assumed);
    for (const { code, details } of report.assumed)
      lines.push(`  - ${importingEn.assumptions[code](details)}`);
  }
  lines.push(says.used(report.used.length));
  for (const [reason, tensors] of byReason(report.unused)) {
    const names = tensors.slice(0, NAMES_TOLD).map(({ name }) => name);
    if (tensors.length > NAMES_TOLD) names.push(says.more(tensors.length - NAMES_TOLD));
    lines.push(says.unused(tensors.length, importingEn.unused[reason], names.join(", ")));
  }
  if (report.unread.length > 0) {
    lines.push(
      says.unread(
        report.unread.length,
        report.unread.map(({ name, type }) => `${name} (${type})`).join(", "),
      ),
    );
  }
  return lines;
}

function byReason(unused: readonly UnusedTensor[]): Map<UnusedTensor["reason"], UnusedTensor[]> {
  const groups = new Map<UnusedTensor["reason"], UnusedTensor[]>();
  for (const tensor of unused) groups.set(tensor.reason, [...(groups.get(tensor.reason) ?? []), tensor]);
  return groups;
}
