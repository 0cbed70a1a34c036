/** A name by language, as manifests bring it; English is always there. */
export interface Localised {
  readonly en: string;
  readonly [language: string]: string;
}

/** The name in a language, or in English where there is no other. */
export function localised(name: Localised, language: string): string {
  return name[language] ?? name.en;
}
