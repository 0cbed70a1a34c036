import { useLocale } from "../locale";
import { useText } from "../text";
import { EngineStatus } from "./EngineStatus";
import { LanguageSwitch } from "./LanguageSwitch";
import { ThemeSwitch } from "./ThemeSwitch";
import "./Header.css";

export function Header() {
  const text = useText();
  const language = useLocale((locale) => locale.language);
  return (
    <header className="header">
      <div className="header-name">
        <h1>{text.title}</h1>
        <p className="quiet header-links">
          <span className="subtitle">{text.subtitle}.</span>
          <a href={`./article.html?lang=${language}`}>{text.article}</a>
          <a href={`./learn.html?lang=${language}`}>{text.learn}</a>
        </p>
      </div>
      <EngineStatus />
      <LanguageSwitch />
      <ThemeSwitch />
    </header>
  );
}
