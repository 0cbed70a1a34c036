import { chooseLanguage, useLanguage } from "../../state/navigation/language";
import { LANGUAGE_NAMES, LANGUAGES } from "../../state/navigation/languages";
import { useText } from "../text";

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
          <span>{LANGUAGE_NAMES[choice]}</span>
        </label>
      ))}
    </fieldset>
  );
}
