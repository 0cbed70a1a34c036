import { LanguageSwitch } from "../frame/LanguageSwitch";
import { ThemeSwitch } from "../frame/ThemeSwitch";
import { useLocale } from "../locale";
import { PresenterMenu } from "../presenter/PresenterMenu";
import { useText } from "../text";
import { TourMenu } from "../tour/TourMenu";
import { AtlasLink } from "./AtlasLink";
import { EngineDetail } from "./EngineDetail";

/** The tours, the presenter's view, language, theme, what the engine runs on, and on a narrow page the other pages. */
export function MoreMenuContent({ close }: { readonly close: () => void }) {
  const text = useText();
  const language = useLocale((locale) => locale.language);
  return (
    <>
      <p className="quiet">{text.subtitle}.</p>
      <p className="menu-pages">
        <a href={`./learn.html?lang=${language}`}>{text.learn}</a>
        <a href={`./article.html?lang=${language}`}>{text.article}</a>
      </p>
      <AtlasLink />
      <TourMenu close={close} />
      <PresenterMenu close={close} />
      <div className="control-line">
        <span>{text.language.label}</span>
        <LanguageSwitch />
      </div>
      <div className="control-line">
        <span>{text.theme.label}</span>
        <ThemeSwitch />
      </div>
      <EngineDetail />
    </>
  );
}
