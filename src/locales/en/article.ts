/**
 * Text of the teaching page, in English. In prose `{name}` stands for a formula (`src/article/formulas.ts`); alone in a paragraph,
 * for a formula on its own line. `*words*` are emphasised, `[words](address)` is a link.
 */

const section = (
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

export const articleEn = {
  title: "How a SAGAN looks around",
  subtitle: "Self-attention in a generative network, explained interactively",
  language: "Language",
  contents: "Contents",
  skip: "Skip to the text",
  lens: "SAGAN Lens",
  questionLabel: "Question",
  answerLabel: "Show the answer",
  figureOf: (title: string) => `Figure: ${title}`,
  unreachable: "This text could not be loaded. The page stays as it is.",
  openingCaption: "This query is beside the nose. It reads both eyes.",
  intro: [
    "A network paints a cat. Each location of the image is computed from numbers, and most of these numbers depend only on their neighbours. One layer is different. There, every location can read every other location, and the network learns where to look. This page takes that layer apart.",
    "It follows the argument of [Zhang, Goodfellow, Metaxas and Odena (2019)](https://arxiv.org/abs/1805.08318), in our own words. The paper calls such a network SAGAN: a generative adversarial network with self-attention. Two networks play against each other. The *generator* makes images from noise; the *discriminator* tells generated images from real ones.",
    "Nothing here is a recording. Every map is computed in your browser. Two small generators draw the images: *cats64* draws faces of cats, *eurosat64* draws land seen from space. Both make 64 × 64 pixels. In both, the attention layer works on a grid of 32 × 32, that is 1,024 locations. The figures given for them come from their model cards and training logs.",
    "Point at an image to see what that location reads; click to pin it. The arrow keys work too.",
  ],
  sections: {
    nearby: section("Convolution sees only what is near", "Convolution", {
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
    }),
    maps: section("Four small maps: f, g, h and v", "f, g, h, v", {
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
      question:
        "Add the same vector to every key. What happens to the rows? And if you add it to every query?",
      answer: [
        "To the keys: nothing happens. All scores of query {j} grow by the same number, and a softmax does not change when the same number is added to all scores.",
        "To the queries: the rows change. With a vector {shift} added, each score gains the dot product of {key} with {shift}. That favours the same keys whatever the query is. The last section returns to this.",
      ],
      caption:
        "A toy example with five locations and two numbers each. The vectors are invented; the scores and weights are computed. Drag the tip of the query, or use the sliders.",
    }),
    rows: section("Reading beta, row by row", "Reading beta", {
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
      caption: "The row of the location you point at. What it does not read is darkened.",
    }),
    gamma: section("Gamma: local structure first", "Gamma", {
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
    }),
    both: section("Attention in both networks", "Both networks", {
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
    }),
    hinge: section("The hinge loss", "Hinge loss", {
      lead: [
        "The discriminator gives each image a score, which can be any number; higher means more real. Training pushes real images above 1 and generated ones below −1. Up to this margin the loss grows in proportion; beyond it, there is no loss:",
        "{hingeDiscriminator}",
        "The generator tries to raise the scores of its images, without any margin:",
        "{hingeGenerator}",
        "Drag the score and look at the slopes. The networks learn from the slope of the loss.",
      ],
      rest: [
        "Beyond its margin the discriminator's curve is flat. An image that it already classifies well enough gives no gradient, so it learns from the uncertain ones and does not push scores without limit. The generator's slope is −1 everywhere: however low the score of an image, its gradient has the same size. With the original logarithmic loss, a discriminator that is too confident can leave the generator with almost no gradient.",
        "In the training log of cats64 both scores stay near the margins. At step 25,600, real images had a mean score of 1.12, generated ones of −0.80. From step 26,518 on, every image shown to the discriminator, real or generated, was shifted and had a square cut out. That makes them harder to tell apart, and the scores move closer: 0.65 and −0.55 at step 29,640.",
      ],
      question:
        "A generated image has a score of −2. What does the discriminator learn from it, and what does the generator?",
      answer: [
        "The discriminator learns nothing: −2 is beyond −1, so its loss and slope are 0.",
        "The generator learns as always: its loss is 2, the slope is −1, and a gradient step raises the score.",
      ],
      caption: "Loss and slope for one image, as functions of its score.",
    }),
    spectral: section("Spectral normalisation, in both networks", "Spectral norm", {
      lead: [
        "If a tiny change of the input can change the score a lot, the gradients are wild. How far can a layer with the matrix {weights} move two inputs apart? At most by the factor {sigma}, its largest singular value. So divide by it:",
        "{normalised}",
        "Such a layer stretches nothing, and neither does a ReLU. A chain of them cannot move two inputs further apart than they were. (Residual sums, batch norm and gamma weaken this guarantee. It makes training stable; it is not a strict bound. For a convolution the kernel is written as a matrix with a row for each output channel.)",
        "In the figure {weights} has two rows and two columns. It turns the unit circle into an ellipse, and {sigma} is the ellipse's longest radius. After division, the ellipse just touches the circle from inside.",
      ],
      rest: [
        "Computing {sigma} exactly at each training step would be too slow. Power iteration approximates it. Store a vector {left} and repeat:",
        "{power}",
        "Each iteration turns {right} towards the direction that {weights} stretches most. The error of its angle shrinks by the square of {second} over {first}. During training one iteration per step is enough, because {left} is stored and {weights} changes only a little between two steps.",
        "[Miyato and others (2018)](https://arxiv.org/abs/1802.05957) proposed this for the discriminator. The SAGAN paper uses it in the generator too, and reports more stable training with fewer updates of the discriminator. In our networks every convolution and every dense layer has it. In the files that your browser loads, the division is already done.",
      ],
      question: "After division the largest singular value is 1. What happens to the smaller ones?",
      answer: [
        "They are divided by the same number. The ellipse shrinks or grows as a whole and keeps its shape; it does not become a circle.",
        "So a layer may still shrink some directions almost to nothing. Spectral normalisation limits how much a layer can amplify. It does not make its matrix orthogonal.",
      ],
      caption:
        "Thin outline: the unit circle. Thick outline: its image under the matrix. Filled: the same after normalisation. The arrow is v, found step by step.",
    }),
    rates: section("Two learning rates", "Two rates", {
      lead: [
        "The generator can learn only from a discriminator that fits its current images. A common solution is to update the discriminator several times for each update of the generator. That is slow. And a discriminator with spectral normalisation needs even more updates.",
        "The alternative is called TTUR, two time-scale update rule ([Heusel and others, 2017](https://arxiv.org/abs/1706.08500)): one update each, but with a larger learning rate for the discriminator. The paper uses 0.0001 for the generator and 0.0004 for the discriminator, with Adam at β₁ = 0 and β₂ = 0.9. So do we.",
        "A toy example shows why. The only real image is the number 0. The generator makes a single image, {theta}. The discriminator is a straight line with slope {phi}, which a penalty keeps small, and its score for {theta} is {phi} times {theta}. With the rates a and b, each update is:",
        "{toy}",
      ],
      rest: [
        "The best slope at any moment is −{theta}: uphill towards 0. A fast discriminator stays close to it, and the generator moves straight to the target. A slow one still fits an earlier image. The generator follows an outdated gradient, overshoots and oscillates. Choose a ratio and see.",
        "This is only a toy: one number each, no noise, and plain gradient descent instead of Adam. It shows why the discriminator should keep up. It does not show which rates are right for a real network.",
      ],
      question:
        "In the toy the oscillation stops exactly at a ratio of 4, the ratio of the paper's rates. Is that the reason for the paper's choice?",
      answer: [
        "No, it is a coincidence. For small steps the toy is a damped pendulum. It stops oscillating where b is four times a, because of the weight we chose for the penalty. With twice the weight this happens at a ratio of 1.",
        "The paper's rates were found by experiment. What carries over is the idea: a larger learning rate for the discriminator can replace several updates.",
      ],
      caption:
        "A toy, not a network: the path of one generated image θ and of the discriminator's slope φ over 240 updates.",
    }),
    limits: section("What maps show, and what they do not", "Limits", {
      lead: [
        "A map shows where a location reads, and with what weight. It does not show *what* is read, which is the value {value}. Nor does it show how the result is used: {gamma} scales it, {xj} is added, and all later layers process it further. A large weight on a small value may matter less than a small weight on a large one. So an attention map is not an explanation; whether it can serve as one is disputed ([Jain and Wallace 2019](https://arxiv.org/abs/1902.10186), [Wiegreffe and Pinter 2019](https://arxiv.org/abs/1908.04626)). To find out what attention contributes, change it and look at the image.",
        "Also, a map is not entirely specific to its query. If {meanQuery} is the mean of all queries of the image, each score has two parts:",
        "{split}",
        "The first is *pairwise*: it depends on the query. The second is *unary*: it is the same for all queries, and only says that some keys are popular ([Yin and others, 2020](https://arxiv.org/abs/2006.06668)). Where it dominates, all rows look the same. Set the figure to “unary” and move the query: the map does not change.",
      ],
      rest: [
        "How much a row differs from the average row is called query dependence here: 0 if they are the same, 1 if they do not overlap. On average it is 0.68 for cats64 and 0.65 for eurosat64. Training enforced these numbers. Without help, the rows of cats64's generator became more and more alike. So both models were trained with two more loss terms: one against a common part of the queries, one for a query dependence of at least 0.65. The paper has no such terms. What you see here is possible in a SAGAN; it is not what every SAGAN does.",
        "And these are small networks, trained for a short time on two CPU cores. Some cats appear again and again. The attention of eurosat64 is very sharp; it often reads one or two locations near the border, and does not follow roads and rivers. The model cards say so. If you show these maps, say so too.",
      ],
      question:
        "You find that the left ear reads the right ear. Which experiment would show that the image depends on it?",
      answer: [
        "Prevent it: mask the keys of the right ear for the queries of the left ear, and compare the images. Then mask the same number of other keys instead, to see how much *any* such mask changes. Repeat both for many seeds.",
        "SAGAN Lens has the tools: masks for keys and queries, the attention strength, and the difference between before and after.",
      ],
      caption: "Orchards drawn by eurosat64. Choose the unary part, then move the query.",
    }),
  },
  onward: {
    title: "Further reading",
    lens: "Open the last figure in SAGAN Lens, as it is now",
    lensHelp:
      "There you can change the image, mask keys, compare, and read the equations with the numbers of your query.",
    paper: "The paper: Self-Attention Generative Adversarial Networks",
    cards:
      "The data, licences, training and limitations of the two models are in “About this model” in the lens.",
  },
  formulas: {
    scoreIs: "s i j equals f of x i, transposed, times g of x j",
    softmax: "beta j i equals exp of s i j, over the sum over i of exp of s i j",
    output: "o j equals v of the sum over i of beta j i times h of x i",
    rowSum: "The sum over i of beta j i equals one",
    entropy: "H of beta j equals minus the sum over i of beta j i times log beta j i",
    sumIs: "y j equals gamma times o j plus x j",
    hingeDiscriminator:
      "The loss of D equals the mean of the larger of zero and one minus D of x, plus the mean of the larger of zero and one plus D of G of z",
    hingeGenerator: "The loss of G equals minus the mean of D of G of z",
    normalised: "SN of W equals W over sigma of W",
    power:
      "v becomes W transposed u, divided by its length; u becomes W v, divided by its length; sigma of W is about u transposed W v",
    toy: "theta becomes theta plus a phi; phi becomes phi minus b times theta plus phi",
    split: "s i j equals f of x i, transposed, times g of x j minus m, plus f of x i, transposed, times m",
  },
  layers: {
    label: "One row of 32 cells through a stack of convolutions",
    slider: "Layers of 3 × 3",
    place: "this location",
    other: "the other eye",
    seen: (layers: number, width: number) => `Layers: ${layers}. The window is ${width} cells wide.`,
    reached: "It includes the other eye.",
    missed: (left: number) => `Cells still missing to reach the other eye: ${left}.`,
    input: "features before",
    output: "features after",
  },
  toyRow: {
    plane: "Query and keys in the plane",
    angle: "Direction of the query, degrees",
    length: "Length of the query",
    place: "Location",
    score: "Score s",
    weight: "Weight β",
    sum: "Sum",
    value: "Value h",
    mixed: "What is read: the weighted mean of the values",
    table: "Scores and weights of the query",
  },
  rowReader: {
    label: "The row shown, in numbers",
    waiting: "The numbers appear with the image.",
    query: (x: number, y: number) => `Query: column ${x}, row ${y}`,
    sum: "Sum of the row",
    largest: "Largest weight",
    times: (times: string) => `${times} times the uniform weight`,
    entropy: "Entropy",
    ofMost: (share: string, most: string) => `${share} of log N = ${most}`,
    half: "Keys that hold half of the weight",
    ofKeys: (count: string) => `of ${count}`,
    sharpest: "Sharpest row",
    flattest: "Flattest row",
    back: "Back to the first query",
    curve: "Share of the weight held by the largest keys",
    even: "uniform",
    keysAxis: "number of keys, largest first",
  },
  gammaChart: {
    label: "Gamma over the training of eurosat64",
    waiting: "The chart appears with the image.",
    failed: "The training log could not be loaded.",
    generator: "generator",
    discriminator: "discriminator",
    lift: "gamma raised",
    step: "training step",
    now: (step: string, gamma: string, factor: string) =>
      `Shown: step ${step}. Gamma of this generator: ${gamma}, times the factor ${factor}.`,
    finished: (gamma: string, factor: string) =>
      `Shown: the finished generator. Its gamma: ${gamma}, times the factor ${factor}.`,
    note: "The lines show the network in training. The image is drawn by its running average, which lags slightly behind.",
  },
  networks: {
    choose: "Grid of the attention layer",
    grid: (side: number) => `${side} × ${side}`,
    pool: "Generator: pool keys 2 × 2 as well",
    generator: "Generator",
    discriminator: "Discriminator",
    channels: (count: number) => `${count} channels`,
    noise: "noise, 128 numbers",
    image: "image",
    score: "score",
    attention: "attention",
    none: "not possible: it has no features at this size",
    weights: "Weights of one table",
    count: (queries: string, keys: string, weights: string) =>
      `${queries} queries × ${keys} keys = ${weights}`,
    memory: (size: string) => `${size} at 4 bytes each`,
    mebibytes: (value: string) => `${value} MiB`,
    kibibytes: (value: string) => `${value} KiB`,
    ours: "Our networks use these grids.",
  },
  hinge: {
    label: "Three losses against the score",
    slider: "Score",
    axis: "score of the image",
    loss: "loss",
    slope: "slope",
    real: "Discriminator, real image",
    fake: "Discriminator, generated image",
    generator: "Generator, generated image",
    table: "Loss and slope at this score",
  },
  spectral: {
    label: "A matrix acting on the unit circle",
    entry: (row: number, column: number) => `Entry in row ${row}, column ${column}`,
    matrix: "The matrix W",
    step: "One iteration",
    again: "Restart",
    rounds: (count: number) => `Iterations: ${count}`,
    estimate: "Estimate of σ",
    exact: "Exact σ",
    smaller: "Smaller singular value",
    after: "After division",
    error: "Error",
    zero: "A matrix of zeros cannot be normalised: σ would be zero.",
  },
  twoRates: {
    label: "Path of the toy over 240 updates",
    slider: "Discriminator's rate as a multiple of the generator's",
    times: (ratio: string) => `× ${ratio}`,
    image: "generated image θ",
    slope: "slope φ",
    axis: "update",
    toy: "Toy",
    crossings: (count: number) => `Times the image overshoots the target: ${count}`,
    distance: (value: string) => `Distance from the target after 240 updates: ${value}`,
  },
};

export type ArticleText = typeof articleEn;
