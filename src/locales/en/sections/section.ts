/** One section of the article: its prose, its figure's caption, a question and the answer. */
export const section = (
  title: string,
  short: string,
  parts: {
    /** Before the figure, where the page is narrow. */
    readonly lead: readonly string[];
    readonly rest: readonly string[];
    readonly question: string;
    readonly answer: readonly string[];
    readonly caption: string;
  },
) => ({ title, short, ...parts });
