/** A still as one HTML file that hovers from a disk, without a network: for slides and course platforms. Pure. */
import { toBase64 } from "./base64";
import { escaped } from "./markup";

export interface StillPage {
  /** Two letters, `en` or `ko`. */
  readonly language: string;
  readonly title: string;
  /** What to do, and what there is to see. */
  readonly help: string;
  /** Where the image comes from, enough to make it again. */
  readonly provenance: string;
  /** Said in place of everything where scripts do not run. */
  readonly noScript: string;
  /** Opens the same in the lens. */
  readonly link: { readonly address: string; readonly text: string };
  /** The still's file. */
  readonly still: Uint8Array;
  /** How it is looked at, as the hash of an address, without `#`. */
  readonly hash: string;
  /** Names of the element's controls that work without a generator. */
  readonly controls: readonly string[];
  /** Shows the still that lies in the page. */
  readonly script: string;
}

/** Nothing may be fetched, whatever the file is put into. */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'";

const STYLE = `
:root { color-scheme: light dark; font: 15px / 1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK KR", sans-serif; }
body { margin: 0; padding: 16px; background: light-dark(#ffffff, #101216); color: light-dark(#16191d, #e9ebee); }
figure { margin: 0 auto; max-width: min(640px, max(240px, 100vh - 240px)); }
figcaption { margin-top: 16px; font-size: 13px; color: light-dark(#586069, #9aa3ad); overflow-wrap: anywhere; }
figcaption p { margin: 0 0 4px; }
a { color: light-dark(#0b6e99, #4fb3dc); }
`;

export function stillPage(page: StillPage): string {
  const { language, title, help, provenance, noScript, link, still, hash, controls, script } = page;
  return `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<figure>
<sagan-lens lang="${escaped(language)}" controls="${escaped(controls.join(" "))}" state="${escaped(hash)}"></sagan-lens>
<noscript><p>${escaped(noScript)}</p></noscript>
<figcaption>
<p>${escaped(help)}</p>
<p>${escaped(provenance)}</p>
<p><a href="${escaped(link.address)}" target="_blank" rel="noopener">${escaped(link.text)}</a></p>
</figcaption>
</figure>
<script type="text/plain" id="still">${toBase64(still)}</script>
<script>${script.replaceAll("</script", "<\\/script").replaceAll("<!--", "\\x3C!--")}</script>
</body>
</html>
`;
}
