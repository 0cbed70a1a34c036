import { section } from "./section";

/** The section about many seeds, in English. */

export const seeds = section("From one image to the layer", "The layer", {
  lead: [
    "Every map so far belongs to one image. Does a location look at the same place in *every* image, or only in this one? One map cannot tell. So take many seeds, and compare the rows of the same query in all of their images.",
    "Three figures answer. Each is a total variation: the share of weight that would have to move to turn one row into another, 0 if they are the same and 1 if they share no key. *Position* is how far the mean row of a location, over all seeds, lies from the mean of all rows. *Content* is how far the rows of a location lie from that location's own mean row. *Total* is how far rows lie from the mean of all rows.",
  ],
  rest: [
    "With 100 seeds cats64 has a position of 0.550 and a content of 0.603. Faces are centred, so an eye has its place, and the row that belongs there recurs. The location in column 12, row 8 reads the other eye, in column 18, row 8, with a mean weight of 0.156 over 1,000 seeds. The standard deviation of that weight is 0.206, larger than the weight itself: some cats read the other eye with most of their weight, others with next to none.",
    "eurosat64 has a position of 0.323 and a content of 0.889: it looks almost only by content, since fields, rivers and roads lie anywhere. Move the slider to 1,000 seeds. The position of cats64 hardly changes; that of eurosat64 falls to 0.247. The mean row of few seeds still contains what single images do, so position comes out too large. Compare figures of the same number of seeds.",
    "Each line is a 95 % interval, made by drawing the seeds again with replacement. It says how much a figure would vary with other seeds, not whether the figure is right. [Compute these statistics yourself](./atlas.html#v=1&model=cats64&psi=0.8&seeds=0-99&q=12.8): mean rows with their deviations, maps of every location, and the most unusual seeds.",
  ],
  question: "Position and content of cats64 sum to more than 1. Is there a mistake?",
  answer: [
    "No. They are distances, not shares of a whole. Position compares mean rows with their mean; content compares rows with mean rows. What can be said is that total is at most the sum of the two, because a row's way to the mean of all rows can go by its own mean row.",
    "Nor does a large position prove that the network uses the location itself. In these images eyes are always at the same place, so looking at the other eye looks like position. Only images whose content moves could separate the two.",
  ],
  caption:
    "Position, content and total of our two generators, each with its 95 % interval. Truncation 0.8; the classes of eurosat64 take turns.",
});
