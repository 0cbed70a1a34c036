import { useEffect, useState } from "react";
import { useText } from "../text";

const THEMES = ["auto", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];
const KEY = "sagan-lens-theme";

/** Storage may be blocked; then the choice lasts as long as the page. */
function storedTheme(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? "auto";
  } catch {
    return "auto";
  }
}

/** Light, dark, or as the system says. */
export function ThemeSwitch() {
  const text = useText();
  const [theme, setTheme] = useState(storedTheme);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // Not stored; see `storedTheme`.
    }
  }, [theme]);
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
            onChange={() => setTheme(choice)}
          />
          <span>{text.theme[choice]}</span>
        </label>
      ))}
    </fieldset>
  );
}
