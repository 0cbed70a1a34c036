import { isOfDiscriminator } from "../../attention/site";
import { type AtlasLinkText, atlasLinkEn } from "../../locales/en/atlas/link";
import { DEFAULT_ATLAS, writeAtlasHash } from "../../state/atlas/atlas-hash";
import { type Store, useStore } from "../../state/store/store";
import { useLocale } from "../locale";
import { ownText } from "../own-text";

const { use: useLinkText, follow } = ownText<AtlasLinkText>(
  atlasLinkEn,
  async () => (await import("../../locales/ko/atlas/link")).atlasLinkKo,
);
void follow();

/** What the page of statistics takes over: what is on show, but for the seed. */
const carried = ({ lens: { model, psi, classes, site, pins } }: Store): string =>
  writeAtlasHash({
    ...DEFAULT_ATLAS,
    model,
    psi,
    classes: Object.keys(classes).length > 0 ? classes : null,
    site: site !== null && !isOfDiscriminator(site) ? site : null,
    query: pins[0] ?? null,
  });

/** Leads to the statistics of this model's layer over many seeds. */
export function AtlasLink({ withHelp = false }: { readonly withHelp?: boolean }) {
  const text = useLinkText();
  const language = useLocale((locale) => locale.language);
  const hash = useStore(carried);
  return (
    <p className="quiet">
      {withHelp && `${text.help} `}
      <a href={`./atlas.html?lang=${language}#${hash}`}>{text.link}</a>
    </p>
  );
}
