/** All code bases whose generators can be read. The order decides nothing but which is named first among equals. */
import type { Family, Refusal } from "../vocabulary";
import { ajbrock } from "./ajbrock";
import { bigganDeep } from "./biggan-deep";
import { brainResearch } from "./brain-research";
import { dwro0121 } from "./dwro0121";
import { gagank1 } from "./gagank1";
import { heykeetae } from "./heykeetae";
import { mimicry } from "./mimicry";
import { mmgen } from "./mmgen";
import { nnabla } from "./nnabla";
import { ogawa } from "./ogawa";
import { rosinalityDcgan, rosinalityResnet } from "./rosinality";
import { studiogan } from "./studiogan";
import { taki0112 } from "./taki0112";
import { torchgan } from "./torchgan";
import { voletiv } from "./voletiv";

export const FAMILIES: readonly Family[] = [
  heykeetae,
  dwro0121,
  gagank1,
  ogawa,
  rosinalityResnet,
  rosinalityDcgan,
  voletiv,
  studiogan,
  ajbrock,
  mimicry,
  mmgen,
  bigganDeep,
  brainResearch,
  taki0112,
  nnabla,
  torchgan,
];

/** Layouts that look alike and are another thing. */
export const REFUSALS: readonly Refusal[] = [
  // Criss-cross attention, applied twice.
  {
    id: "dwro0121-cca",
    signs: [/(?:^|\.)attention\.Attention\.query\.weight$/],
    code: "import-other-attention",
  },
  // Local attention with eight heads and masks.
  {
    id: "dwro0121-yla",
    signs: [/(?:^|\.)attention\.after_attention\.weight$/],
    code: "import-other-attention",
  },
  // Only the discriminator attends: its signs, then the generator's.
  {
    id: "christiancosgrove",
    signs: [/(?:^|\.)att_post\.(?:h|i|gamma)/],
    code: "import-no-attention",
  },
  {
    id: "christiancosgrove",
    signs: [/(?:^|\.)dense\.weight/, /(?:^|\.)final\.weight/, /(?:^|\.)model\.\d+\.model\.\d+\./],
    code: "import-no-attention",
  },
];
