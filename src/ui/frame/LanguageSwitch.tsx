import { chooseLanguage, LANGUAGES, type Language, useLanguage } from "../../state/language";
import { useText } from "../text";

/** Each in its own language, whatever the page speaks: who cannot read the page must find theirs. */
const NAMES: Readonly<Record<Language, string>> = { en: "English", ko: "한국어" };

/** The language of the page. */
export function LanguageSwitch() {
  const text = useText();
  const language = useLanguage((state) => state.language);
  return (
    <fieldset className="switch language" data-testid="language">
      <legend className="visually-hidden">{text.language.label}</legend>
      {LANGUAGES.map((choice) => (
        <label key={choice} lang={choice}>
          <input
            className="visually-hidden"
            type="radio"
            name="language"
            checked={language === choice}
            onChange={() => chooseLanguage(choice)}
          />
          <span>{NAMES[choice]}</span>
        </label>
      ))}
    </fieldset>
  );
}
