import { section } from "./section";

/** The sections about the attention layer, in English. */

export const nearby = section("Convolution sees only what is near", "Convolution", {
  lead: [
    "A 3 × 3 convolution computes each new value from nine old ones: the location itself and its eight neighbours. Anything further away has no influence. A second layer widens the window by one cell on every side. After {layers} layers a value depends on a window {windowWidth} cells wide. So the receptive field grows, but slowly.",
    "Look at the cat. The marked location, just under one eye, is in column 8; the corner of the other eye is in column 20. On this grid it takes twelve layers before one can depend on the other. Count them:",
  ],
  rest: [
    "A generator has a second way to coordinate distant parts: it starts small. Ours starts with 4 × 4 cells and doubles the grid three times before the attention layer. On the small grids a few cells make up the whole image, so a rough layout can be decided there. The dashed frames in the image show what the location you point at can see by convolution alone, grid by grid. At 8 × 8 the window covers most of the image or all of it. At 16 × 16 it is at most seven cells wide. At 32 × 32 it is five.",
    "So the rough layout can be consistent across the image, but the details cannot: on the finer grids they are decided among neighbours. This fits what people saw in the images of convolutional generators. Fur, grass and sea come out well, because they look the same everywhere. Things with a fixed number of parts come out badly. The paper's example is a dog with convincing fur and no clear feet. In faces it is a pair of eyes that do not match.",
  ],
  question: "Why not simply use larger kernels?",
  answer: [
    "It can be done, at a price. To reach from any of 32 columns to any other, a kernel has to be 63 cells wide. That makes 63 × 63 = 3,969 weights for each pair of channels, instead of 9.",
    "And such a kernel looks at the same offsets at every location of every image. The other eye, however, is twelve columns away in this image and somewhere else in the next. Attention decides for each location of each image where to look. Its weights are four small matrices that do not depend on distance.",
  ],
  caption:
    "Dashed: what this location can see by convolution, on each grid before the attention layer. The other eye is outside the two finer windows.",
});

export const maps = section("Four small maps: f, g, h and v", "f, g, h, v", {
  lead: [
    "The layer takes a grid of features: for each location {i} a vector {xi} of {channels} numbers. Four 1 × 1 convolutions do all its work. A 1 × 1 convolution is one matrix, applied to every location in the same way. It mixes the numbers of one location and moves nothing between locations.",
    "{g} makes the *query* {query}: what location {j} is looking for. {f} makes the *key* {key}: how location {i} can be found. {h} makes the *value* {value}: what location {i} passes on when it is read. {v} maps what was read back to the width of the features.",
    "Queries and keys are narrow, {channelsEighth} numbers. In our networks, {channels} = 64, so they have 8. Values have {channelsHalf}, that is 32, and {v} maps 32 back to 64. (In the paper the values have {channelsEighth} numbers too; much published code uses {channelsHalf}, and so do we.)",
    "How well does key {i} match query {j}? A dot product measures it:",
    "{scoreIs}",
    "A softmax over all {i} turns the scores of one query into weights, and the weights mix the values:",
    "{softmax}",
    "{output}",
  ],
  rest: [
    "The figure does this with five locations and vectors of two numbers, so that they can be drawn. Turn the query towards a key. That key's score grows, and because the weights must sum to a fixed total, the other weights shrink. Now make the query longer without turning it. The order of the scores stays the same, but the weight concentrates on the largest. Make it very short: for a query of length 0 all scores are 0, and every location gets the same weight.",
    "Notice what is missing. Neither score nor weight depends on *where* {i} and {j} are. A location three cells away and one thirty cells away are treated in the same way. If distance matters, the features themselves must contain it.",
  ],
  question: "Add the same vector to every key. What happens to the rows? And if you add it to every query?",
  answer: [
    "To the keys: nothing happens. All scores of query {j} grow by the same number, and a softmax does not change when the same number is added to all scores.",
    "To the queries: the rows change. With a vector {shift} added, each score gains the dot product of {key} with {shift}. That favours the same keys whatever the query is. The last section returns to this.",
  ],
  caption:
    "A toy example with five locations and two numbers each. The vectors are invented; the scores and weights are computed. Drag the tip of the query, or use the sliders.",
});

export const rows = section("Reading beta, row by row", "Reading beta", {
  lead: [
    "{beta} is a table with a row for each query {j} and a column for each key {i}. Here it has 1,024 rows of 1,024 weights. Arrange the weights of one row on the grid, and you see what one location reads.",
    "The figure starts at a location just under one eye. It reads the corner of the other eye most, twelve columns away, with a weight of 0.17. A uniform weight would be 1/1,024, about 0.001.",
    "{rowSum}",
    "Every row sums to 1. A location cannot read nothing; it can only spread its weight over many keys. The entropy measures how widely:",
    "{entropy}",
    "It is 0 if one key has all the weight, and {logPlaces} if all keys have the same; for 1,024 keys that is 6.93. We report it as a share of this maximum.",
  ],
  rest: [
    "Press “Flattest row”. Its entropy is close to the maximum, and hundreds of keys share half of its weight. That location reads something close to the mean of the whole image. There is nothing to see, and an honest map shows nothing.",
    "Here a heat map can mislead. If the colours of each map ran up to its own largest weight, the flat row would look as bright as the sharp one. So the colours in these figures run from 0 to the largest weight of *all* rows of the image. The bar shows the weight of each colour, and a mark on it shows the uniform weight, 1/M, where M is the number of keys. Now set the colour range to “This map” while the flat row is shown, and watch noise turn into a pattern.",
  ],
  question:
    "A row has 0.98 of the maximum entropy. With its own colour range its map shows a clear shape. Does the location attend to that shape?",
  answer: [
    "Hardly. Take the flattest row of this cat. Its largest weight is 0.0038, about four times the uniform weight, and half of its weight is spread over 323 keys. The location receives nearly the mean of all values.",
    "The shape is real: the weights do differ a little. But the map with its own range shows only that difference and hides how small it is. Read the bar before you read the map.",
  ],
  caption: "The row of the location you point at. What it does not read is covered with blue.",
});

export const gamma = section("Gamma: local structure first", "Gamma", {
  lead: [
    "What a location has read does not replace its own features. It is added to them, with a factor:",
    "{sumIs}",
    "{gamma} is a single learned number, and it starts at 0. So at first the layer does nothing: {identity}. The network first learns the easy part from neighbours, then uses distant locations as {gamma} grows. That is the paper's reason for starting at 0.",
    "Move the training step and watch eurosat64 learn to draw the same image. Then set the attention strength to 0: that is the finished network with its attention switched off.",
  ],
  rest: [
    "Does gamma grow by itself? In our discriminator it did: it rose from 0 to 0.70 in 8,780 steps. In our generator it did not. At step 780 it was still −0.011. Near 0 there is a trap: the gradients of {f}, {g}, {h} and {v} are multiplied by {gamma}, so these maps learn almost nothing; and while they are useless, {gamma} has no reason to grow.",
    "We helped. From step 800 on, 0.0005 was added to gamma at each of 600 steps, 0.3 in total, although training pushed it down; the shaded band marks this period. Then gamma was left alone. It fell to 0.13, rose again, and ended at 0.35. The network made that second rise by itself. The chart, drawn from the training log, shows all of this.",
    "How much does attention matter? With gamma at 0, the pixels of eurosat64 change by 0.18 on average, those of cats64 by 0.24, where black to white is 2. So the later layers have come to rely on attention. This does not show that images from a network trained without attention would be worse.",
  ],
  question:
    "At the first step gamma is exactly 0. Which parts of the layer then have a gradient of 0, and which do not?",
  answer: [
    "{f}, {g}, {h} and {v} have a gradient of exactly 0: whatever they do is multiplied by {gamma}.",
    "The gradient of {gamma} itself is in general not 0. It is the sum over all locations of {o} times the gradient that arrives at {y}, and {o} is not 0 even if the four maps are random. So gamma moves first, and only then can the maps begin to learn.",
  ],
  caption:
    "eurosat64 at several steps of its training. The last position of the slider is the finished generator.",
});

export const both = section("Attention in both networks", "Both networks", {
  lead: [
    "The discriminator has the same weakness. With convolution alone it compares neighbours, so on a fine grid it would not notice two eyes that do not match. With an attention layer it can check whether distant parts fit together. When it lowers the score of such an image, the generator gets a gradient that corrects it. That is why a SAGAN has the layer in both networks.",
    "On which grid? Choose one in the figure. More cells give finer attention, but the cost rises steeply: twice the side means four times the queries and four times the keys, so sixteen times the weights.",
  ],
  rest: [
    "The paper tried grids from 8 × 8 to 64 × 64 and found the larger two best. On 8 × 8 attention does much the same as a convolution, because a small window already spans the grid.",
    "Ours is at 32 × 32 in both networks. The discriminator reduces the cost to a quarter by max pooling: it keeps the maximum of each 2 × 2 keys and values. There are still 32 × 32 queries, but they read 16 × 16 keys. All maps on this page are the generator's, which uses every key.",
  ],
  question:
    "A generator of 64 × 64 pixels has its attention at 64 × 64, with all keys. How many weights is that? And how does this page avoid storing such a table?",
  answer: [
    "4,096 queries times 4,096 keys are 16,777,216 weights: 64 MiB for a single image at 4 bytes each. At 32 × 32 it is a sixteenth of that.",
    "The page never stores the table. The network returns queries and keys, 8 numbers for each location. When you point at a location, only its row is computed from them: one dot product for each key and a softmax.",
  ],
  caption: "The grids of our two networks. The coloured bar is the attention layer. Choose its grid.",
});
