import { useLocale } from "../locale";
import { LanguageSwitch } from "./LanguageSwitch";
import { NoticeList } from "./NoticeList";
import { ThemeSwitch } from "./ThemeSwitch";

export interface PageHeaderProps {
  readonly title: string;
  /** Other pages of the site, and what the link says. */
  readonly links: readonly (readonly [page: "index" | "learn" | "article", label: string])[];
}

/** The head of a page beside the lens: its title, the way to the others, language and theme; below it the notices. */
export function PageHeader({ title, links }: PageHeaderProps) {
  const language = useLocale((locale) => locale.language);
  return (
    <>
      <header className="header">
        <div className="header-name">
          <h1>{title}</h1>
          <p className="quiet header-links">
            {links.map(([page, label]) => (
              <a key={page} href={`./${page === "index" ? "" : `${page}.html`}?lang=${language}`}>
                {label}
              </a>
            ))}
          </p>
        </div>
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      <div className="notices" role="alert">
        <NoticeList />
      </div>
    </>
  );
}
