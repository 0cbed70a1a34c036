import { useState } from "react";
import { chooseTheme, storedTheme, THEMES, type Theme } from "../../state/navigation/theme";
import { useText } from "../text";

/** Light, dark, or as the system says. */
export function ThemeSwitch() {
  const text = useText();
  const [theme, setTheme] = useState(storedTheme);
  const choose = (choice: Theme) => {
    chooseTheme(choice);
    setTheme(choice);
  };
  return (
    <fieldset className="switch theme">
      <legend className="visually-hidden">{text.theme.label}</legend>
      {THEMES.map((choice) => (
        <label key={choice}>
          <input
            className="visually-hidden"
            type="radio"
            name="theme"
            checked={theme === choice}
            onChange={() => choose(choice)}
          />
          <span>{text.theme[choice]}</span>
        </label>
      ))}
    </fieldset>
  );
}
