import { useStore } from "../../state/store/store";
import { useLocale } from "../locale";
import { useText } from "../text";
import { EngineDetail } from "./EngineStatus";
import { LanguageSwitch } from "./LanguageSwitch";
import { Menu } from "./Menu";
import { ThemeSwitch } from "./ThemeSwitch";

/** Language, theme, what the engine runs on, and on a narrow page the other pages. */
export function MoreMenu() {
  const { shell } = useText();
  const backend = useStore(({ engine }) => (engine.phase === "ready" ? engine.backend : undefined));
  return (
    <Menu label={shell.more} testId="more" data={{ "data-backend": backend }} content={() => <Content />}>
      <svg viewBox="0 0 16 16" aria-hidden="true" fill="currentColor">
        <circle cx="3" cy="8" r="1.5" />
        <circle cx="8" cy="8" r="1.5" />
        <circle cx="13" cy="8" r="1.5" />
      </svg>
    </Menu>
  );
}

function Content() {
  const text = useText();
  const language = useLocale((locale) => locale.language);
  return (
    <>
      <p className="quiet">{text.subtitle}.</p>
      <p className="menu-pages">
        <a href={`./learn.html?lang=${language}`}>{text.learn}</a>
        <a href={`./article.html?lang=${language}`}>{text.article}</a>
      </p>
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
