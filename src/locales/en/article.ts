/**
 * Text of the teaching page, in English. In prose `{name}` stands for a formula (`src/article/formulas.ts`), alone in a paragraph
 * for one on its own line; `*words*` are stressed, `[words](address)` is a link.
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
  subtitle: "Self-attention in a generative network, explained with things to touch",
  language: "Language",
  contents: "Contents",
  skip: "Skip to the text",
  lens: "SAGAN Lens",
  questionLabel: "A question",
  answerLabel: "Show the answer",
  figureOf: (title: string) => `Figure: ${title}`,
  unreachable: "This text could not be loaded; the page stays as it is.",
  openingCaption: "This query lies beside the nose. What does it read? Both eyes.",
  intro: [
    "A network paints a cat. Each place of the picture is worked out from numbers, and most of these numbers know only their neighbours. One layer is different. There, every place may read every other place, and it learns where to look. This page takes that layer apart.",
    "It follows the argument of [Zhang, Goodfellow, Metaxas and Odena (2019)](https://arxiv.org/abs/1805.08318), in our own words. The paper's name for such a network is SAGAN: a generative adversarial network with self-attention. Two networks play against each other. The *generator* makes pictures from noise; the *discriminator* tells made pictures from real ones.",
    "Nothing here is a recording. Every map is computed in your browser. Two small generators draw the pictures: *cats64* draws faces of cats, *eurosat64* draws land seen from space. Both make 64 × 64 pixels, and in both the attention layer works on a grid of 32 × 32, that is 1,024 places. What is said of them comes from their model cards and training logs.",
    "Point at a picture to ask what that place reads; click to keep it. The arrow keys do the same.",
  ],
  sections: {
    nearby: section("Convolution sees only what is near", "Convolution", {
      lead: [
        "A 3 × 3 convolution makes each new value from nine old ones: the place itself and its eight neighbours. What lies further away has no say. A second layer widens the view by one cell on every side. After {layers} layers a value depends on a window {windowWidth} cells wide. So the view grows, but step by step.",
        "Look at the cat. The marked place, just under one eye, is in column 8; the corner of the other eye is in column 20. On this grid it takes twelve layers before the one can know of the other. Count them:",
      ],
      rest: [
        "A generator has a second way to agree on things: it begins small. Ours begins with 4 × 4 cells and doubles them three times before the attention layer. On the small grids a few cells make up the whole picture, so a rough plan can be made there. The dashed frames in the picture show what the place you point at can learn by convolution alone, grid by grid. At 8 × 8 the window covers most of the picture or all of it. At 16 × 16 it is at most seven cells wide. At 32 × 32 it is five.",
        "The rough plan can agree across the picture, then, but the detail cannot: what is settled on the finer grids is settled among neighbours. This fits what people saw in the pictures of convolutional generators. Fur, grass and sea come out well, for they look the same everywhere. Things with a fixed number of parts come out badly. The paper's example is a dog with convincing fur and no clear feet. In faces it is a pair of eyes that do not match.",
      ],
      question: "Why not simply use larger kernels?",
      answer: [
        "It can be done, at a price. To lead from any of 32 columns to any other, a kernel has to be 63 cells wide. That makes 63 × 63 = 3,969 weights for each pair of channels, in place of 9.",
        "And such a kernel looks at the same offsets in every place of every picture. The other eye, however, is twelve columns away in this picture and somewhere else in the next. Attention decides anew, for each place of each picture, where to look; and its weights are four small matrices that know nothing of distance.",
      ],
      caption:
        "Dashed: what this place can learn by convolution, on each grid before the attention layer. The other eye lies outside the two finer windows.",
    }),
    maps: section("Four small maps: f, g, h and v", "f, g, h, v", {
      lead: [
        "The layer takes a grid of features: for each place {i} a vector {xi} of {channels} numbers. Four 1 × 1 convolutions do all its work. A 1 × 1 convolution is one matrix, applied to every place alike. It mixes the numbers of a place and moves nothing from place to place.",
        "{g} makes the *query* {query}: what place {j} is looking for. {f} makes the *key* {key}: what place {i} can be found by. {h} makes the *value* {value}: what place {i} hands over when it is read. {v} brings what was read back to the width of the features.",
        "Queries and keys are narrow, {channelsEighth} numbers. In our networks {channels} is 64 here, so they have 8. Values have {channelsHalf}, that is 32, and {v} leads from 32 back to 64. (The paper gives the values {channelsEighth} as well; much published code takes {channelsHalf}, and so do we.)",
        "How well does key {i} answer query {j}? A dot product tells:",
        "{scoreIs}",
        "A softmax over all {i} turns the scores of one query into weights, and the weights mix the values:",
        "{softmax}",
        "{output}",
      ],
      rest: [
        "The figure does this with five places and vectors of two numbers, so that they can be drawn. Turn the query towards a key. Its score grows, and because the weights share out a whole, the others lose. Now make the query longer without turning it. The order of the scores stays, but the weight gathers on the largest. Make it very short: a query of length 0 asks for nothing, all scores are 0, and every place gets the same share.",
        "Notice what is missing. Neither score nor weight knows *where* {i} and {j} are. A place three cells away and one thirty cells away are asked in the same way. If nearness matters, the features themselves have to say it.",
      ],
      question:
        "Add the same vector to every key. What happens to the rows? And if you add it to every query?",
      answer: [
        "To the keys: nothing. All scores of query {j} grow by the same number, and a softmax does not notice what is added to all of its scores.",
        "To the queries: the rows change. With a vector {shift} added, each score gains the dot product of {key} with {shift}. That favours the same keys whatever the query is. The last section comes back to this.",
      ],
      caption:
        "A toy with five places and two numbers each; the numbers are computed, the vectors are made up. Drag the query's tip, or use the sliders.",
    }),
    rows: section("Reading beta, row by row", "Reading beta", {
      lead: [
        "{beta} is a table with a row for each query {j} and a column for each key {i}. Here it has 1,024 rows of 1,024 weights. One row is one answer. Lay its weights back onto the grid and you see what one place reads.",
        "The figure opens on a place just under one eye. It reads the corner of the other eye most, twelve columns away, with a weight of 0.17. An even share would be 1/1,024, about 0.001.",
        "{rowSum}",
        "Every row sums to 1. A place cannot decline to read; it can only spread its reading thin. How thin, the entropy tells:",
        "{entropy}",
        "It is 0 if one key has all the weight, and {logPlaces} if all keys have the same; for 1,024 keys that is 6.93. We give it as a share of that largest value.",
      ],
      rest: [
        "Press “Flattest row”. Its entropy is close to the largest there can be, and it takes hundreds of keys to gather half of its weight. That place reads something close to the mean of the whole picture. There is nothing to see, and an honest map shows nothing.",
        "Here a heat map can lie. If the colours of each map ran up to its own largest weight, the flat row would glow as brightly as the sharp one. So the colours in these figures run from 0 to the largest weight of *all* rows of the picture. The bar says what a colour is worth, and a mark on it shows the even share, 1/M, where M is the number of keys. Now set the scale to “This map” while the flat row is on show, and watch noise turn into a pattern.",
      ],
      question:
        "A row has 0.98 of the largest entropy. On its own scale its map shows a clear shape. Does the place attend to that shape?",
      answer: [
        "Hardly. Take the flattest row of this cat. Its largest weight is 0.0038, some four times the even share, and half of its weight is spread over 323 keys. What the place gets is nearly the mean of all values.",
        "The shape is not invented: the weights do differ a little. But the map on its own scale shows only that difference, and hides how small it is. Read the bar before you read the map.",
      ],
      caption: "The row of the place you point at. Darkened: what it does not read.",
    }),
    gamma: section("Gamma: near things first", "Gamma", {
      lead: [
        "What a place has read does not replace what it knew. It is added, with a factor:",
        "{sumIs}",
        "{gamma} is a single learned number, and it starts at 0. So at first the layer does nothing: {identity}. The network learns the easy part from neighbours, and lets evidence from afar in as {gamma} grows. That is the paper's reason for the 0.",
        "Move the training step and see eurosat64 learn one and the same picture. Then set the factor on gamma to 0: that is the finished network with its attention silenced.",
      ],
      rest: [
        "Does gamma grow by itself? In our discriminator it did: it rose from 0 to 0.70 in 8,780 steps. In our generator it did not. At step 780 it still stood at −0.011. Near 0 there is a trap: what {f}, {g}, {h} and {v} learn passes through {gamma}, so they learn almost nothing; and as long as they are useless, {gamma} has no reason to grow.",
        "We helped. From step 800 on, 0.0005 was added to gamma at each of 600 steps, 0.3 in all, against the pull of the training; the shaded band marks it. Then gamma was left alone. It sank to 0.13, rose again, and ended at 0.35. That second rise is the network's own. All of this can be read in the chart, which is drawn from the training log.",
        "How much is it worth? With gamma at 0, the pixels of eurosat64 change by 0.18 on average, those of cats64 by 0.24, where black to white is 2. So the later layers have come to rely on attention. That does not yet say that the pictures would be worse had they been trained without it.",
      ],
      question:
        "At the first step gamma is exactly 0. Which parts of the layer have a gradient of 0 then, and which have not?",
      answer: [
        "{f}, {g}, {h} and {v} have a gradient of exactly 0: whatever they do is multiplied by {gamma}.",
        "{gamma} itself has one that is in general not 0. Its gradient is the sum over all places of {o} times the gradient that arrives at {y}, and {o} is not 0 even if the four maps are random. So gamma moves first, and only then can the maps begin to learn.",
      ],
      caption:
        "eurosat64 at moments of its training. The last place of the slider is the finished generator.",
    }),
    both: section("Attention in both networks", "Both networks", {
      lead: [
        "The discriminator has the same weakness. With convolution alone it compares what is near, and a pair of eyes that do not match is nothing it would notice on a fine grid. Give it an attention layer and it can check whether distant parts fit together. Once it objects to such a pair, the generator gets a gradient that says so. That is why a SAGAN has the layer in both.",
        "On which grid? Choose one in the figure. More cells mean more to choose from, and a steep price: twice the side means four times the queries and four times the keys, so sixteen times the weights.",
      ],
      rest: [
        "The paper tried grids from 8 × 8 to 64 × 64 and found the larger two best. On 8 × 8 attention does much what a convolution does, since a small window already spans the grid.",
        "Ours sits at 32 × 32 in both networks. The discriminator cuts its bill to a quarter another way: it takes the largest of each 2 × 2 keys and values. Its queries still have 32 × 32 places, but they read 16 × 16. The maps on this page are all the generator's, which has every key.",
      ],
      question:
        "A generator of 64 × 64 pixels puts its attention at 64 × 64 and keeps all keys. How many weights is that? And how does this page get by without storing such a table?",
      answer: [
        "4,096 queries times 4,096 keys are 16,777,216 weights: 64 MiB for a single picture at 4 bytes each. At 32 × 32 it is a sixteenth of that.",
        "The page never holds the table. The network hands over queries and keys, 8 numbers for each place. When you point at a place, its one row is computed from them: a dot product for each key and a softmax.",
      ],
      caption:
        "The grids of our two networks. The coloured bar is the attention layer; choose where it sits.",
    }),
    hinge: section("The hinge loss", "Hinge loss", {
      lead: [
        "The discriminator gives each picture a score: any number, high for real. Training wants real pictures above 1 and made ones below −1. Up to that line a picture costs in proportion; beyond it, nothing:",
        "{hingeDiscriminator}",
        "The generator wants the scores of its pictures up, without any line:",
        "{hingeGenerator}",
        "Drag the score and look at the slopes. A slope is what the networks learn from.",
      ],
      rest: [
        "Beyond its line the discriminator's curve is flat. A picture that is judged well enough teaches it nothing more, so it works on the doubtful ones and does not push scores without end. The generator's slope is −1 everywhere: however badly a picture fares, the push is the same. With the logarithmic loss in its first form, a discriminator that is too sure can leave the generator with almost none.",
        "In the log of cats64 you can watch the two hold each other near the lines. At step 25,600, real pictures had a mean score of 1.12, made ones of −0.80. From step 26,518 on the discriminator was shown every picture shifted and with a square cut out, real and made ones alike. That is harder to judge, and the two come closer: 0.65 and −0.55 at step 29,640.",
      ],
      question:
        "A made picture has a score of −2. What does the discriminator learn from it, and what does the generator?",
      answer: [
        "The discriminator learns nothing: −2 is beyond −1, its loss is 0 and so is the slope.",
        "The generator learns as always: its loss is 2, the slope is −1, and a step downhill raises the score.",
      ],
      caption: "Loss and slope for one picture, against the score that the discriminator gives it.",
    }),
    spectral: section("Spectral normalisation, in both networks", "Spectral norm", {
      lead: [
        "A score that can jump on a hair's breadth gives wild gradients. How far can a layer with the matrix {weights} carry two inputs apart? At most by the factor {sigma}, its largest singular value. So divide by it:",
        "{normalised}",
        "Such a layer stretches nothing, and neither does a ReLU. A chain of them cannot tear two inputs further apart than they were. (Residual sums, batch norm and gamma loosen that promise again. It keeps the network tame; it is not a strict bound. For a convolution the kernel is simply written as a matrix with a row for each output channel.)",
        "In the figure {weights} has two rows and two columns. It turns the unit circle into an ellipse, and {sigma} is the ellipse's longest radius. Divided by it, the ellipse just touches the circle from inside.",
      ],
      rest: [
        "To find {sigma} exactly would be too slow at each step of training. Power iteration comes close by itself. Keep a vector {left} and repeat:",
        "{power}",
        "Each round turns {right} towards the direction that {weights} stretches most. The error of its angle shrinks by the square of {second} over {first}. During training one round at a step is enough: {left} is kept, and {weights} moves only a little between two steps.",
        "[Miyato and others (2018)](https://arxiv.org/abs/1802.05957) proposed this for the discriminator. The SAGAN paper uses it in the generator too, and reports steadier training with fewer updates of the discriminator. Here too, every convolution and every dense layer of both networks has it; in the files that your browser loads, the division has already been done.",
      ],
      question: "After division the largest singular value is 1. What has become of the smaller ones?",
      answer: [
        "They are divided by the same number. The ellipse shrinks or grows as a whole and keeps its shape; it does not become a circle.",
        "So a layer may still squash some directions to nothing. Spectral normalisation limits how much a layer can amplify. It does not make its matrix orthogonal.",
      ],
      caption:
        "Outline: the unit circle. Broad: where the matrix takes it. Filled: the same after normalisation. The arrow is v, found step by step.",
    }),
    rates: section("Two learning rates", "Two rates", {
      lead: [
        "The generator can only learn from a discriminator that knows the present pictures. A usual remedy is to give the discriminator several updates for each one of the generator. That is slow. And a discriminator held in check by normalisation needs even more of them.",
        "The alternative is called TTUR, two time-scale update rule ([Heusel and others, 2017](https://arxiv.org/abs/1706.08500)): one update each, but with a larger step for the discriminator. The paper takes 0.0001 for the generator and 0.0004 for the discriminator, with Adam at β₁ = 0 and β₂ = 0.9. So do we.",
        "A toy shows what is at stake. The only real picture is the number 0. The generator makes a single picture, {theta}. The discriminator is a straight line with slope {phi}, kept small by a penalty, and its score for {theta} is {phi} times {theta}. With the rates a and b, each update is:",
        "{toy}",
      ],
      rest: [
        "The best slope at any moment is −{theta}: uphill towards 0. A quick discriminator is always near it, and the generator walks straight home. A slow one still points where the picture was a while ago. The generator follows old advice, overshoots, and swings to and fro. Choose a ratio and see.",
        "This is a toy: one number each, no noise, plain gradient steps where we train with Adam. It shows why the discriminator should keep up. It says nothing about which rates are right for a real network.",
      ],
      question:
        "In the toy the swinging stops exactly at a ratio of 4, the ratio of the paper's rates. Is that the reason for the paper's choice?",
      answer: [
        "No, it is chance. In small steps the toy is a damped pendulum, and it stops swinging where b is four times a, because the penalty has the weight that we gave it. With twice the weight the border is at a ratio of 1.",
        "The paper's rates were found by trying. What carries over is the direction: a larger step for the discriminator can stand in for several updates.",
      ],
      caption:
        "A toy, not a network: the path of one made picture θ and of the discriminator's slope φ over 240 updates.",
    }),
    limits: section("What you see, and what you do not", "Limits", {
      lead: [
        "A map shows where a place reads, and with what weight. It does not show *what* is read, which is the value {value}. Nor does it show what becomes of it: {gamma} scales it, {xj} is added, and all later layers have their say. A large weight on a small value may matter less than a small weight on a large one. So a map of attention is not an explanation; whether it can serve as one has been argued both ways ([Jain and Wallace 2019](https://arxiv.org/abs/1902.10186), [Wiegreffe and Pinter 2019](https://arxiv.org/abs/1908.04626)). To learn what the reading is for, change it and look at the picture.",
        "Nor does each map belong to its query. With {meanQuery} for the mean of all queries of the picture, each score has two parts:",
        "{split}",
        "The first is *pairwise*: it depends on who asks. The second is *unary*: it is the same for all queries, and says only that some keys are popular ([Yin and others, 2020](https://arxiv.org/abs/2006.06668)). Where it dominates, every row looks alike. Set the figure to “unary” and move the query: the map does not move with it.",
      ],
      rest: [
        "How far a row differs from the mean row is called query dependence here: 0 if it is the same, 1 if they share no key. On average it is 0.68 for cats64 and 0.65 for eurosat64. Those numbers were asked for. When left to itself the generator of cats64 slid towards rows that are all alike, so both were trained with two more loss terms: against a common part of the queries, and for a query dependence of at least 0.65. The paper has no such terms. What you see here is possible in a SAGAN; it is not what every SAGAN does.",
        "And these are small networks, trained for a short time on two processor cores. Some cats come again and again. The attention of eurosat64 is very sharp; it often reads one or two places near the border, and does not follow roads and rivers. The cards say so, and so should whoever shows these maps.",
      ],
      question:
        "You find that the left ear reads the right ear. Which experiment would show that the picture needs it?",
      answer: [
        "Forbid it: let the queries of the left ear read everything but the right ear, and compare the pictures. Then forbid the same number of other keys instead, to see how much *any* such ban changes. Repeat both for many seeds.",
        "SAGAN Lens has the tools: masks for keys and queries, the factor on gamma, and the difference between before and after.",
      ],
      caption: "Orchards by eurosat64. Choose the unary part, then move the query.",
    }),
  },
  onward: {
    title: "Where to go on",
    lens: "Open this last figure in SAGAN Lens, as it stands now",
    lensHelp:
      "There you can change the picture, mask keys, compare, and read the equations with the numbers of your query.",
    paper: "The paper: Self-Attention Generative Adversarial Networks",
    cards: "Data, licences, training and limits of the two models are in “About this model” in the lens.",
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
    place: "this place",
    other: "the other eye",
    seen: (layers: number, width: number) => `Layers: ${layers}. The window is ${width} cells wide.`,
    reached: "It takes in the other eye.",
    missed: (left: number) => `Cells still missing to the other eye: ${left}.`,
    input: "features before",
    output: "features after",
  },
  toyRow: {
    plane: "Query and keys in the plane",
    angle: "Direction of the query, degrees",
    length: "Length of the query",
    place: "Place",
    score: "Score s",
    weight: "Weight β",
    sum: "Sum",
    value: "Value h",
    mixed: "What is read: the values, mixed by their weights",
    table: "Scores and weights of the query",
  },
  rowReader: {
    label: "The row on show, in numbers",
    waiting: "The numbers come with the picture.",
    query: (x: number, y: number) => `Query: column ${x}, row ${y}`,
    sum: "Sum of the row",
    largest: "Largest weight",
    times: (times: string) => `${times} times the even share`,
    entropy: "Entropy",
    ofMost: (share: string, most: string) => `${share} of log N = ${most}`,
    half: "Keys that hold half of the weight",
    ofKeys: (count: string) => `of ${count}`,
    sharpest: "Sharpest row",
    flattest: "Flattest row",
    back: "Back to the first",
    curve: "Share of the weight held by the largest keys",
    even: "even share",
    keysAxis: "number of keys, largest first",
  },
  gammaChart: {
    label: "Gamma over the training of eurosat64",
    waiting: "The chart comes with the picture.",
    failed: "The training log could not be loaded.",
    generator: "generator",
    discriminator: "discriminator",
    lift: "lift",
    step: "training step",
    now: (step: string, gamma: string, factor: string) =>
      `On show: step ${step}. Gamma of this generator: ${gamma}, times the factor ${factor}.`,
    finished: (gamma: string, factor: string) =>
      `On show: the finished generator. Its gamma: ${gamma}, times the factor ${factor}.`,
    note: "The lines are the network in training; the picture is made by its running average, which lags a little behind.",
  },
  networks: {
    choose: "Grid of the attention layer",
    grid: (side: number) => `${side} × ${side}`,
    pool: "Generator: pool keys 2 × 2 as well",
    generator: "Generator",
    discriminator: "Discriminator",
    channels: (count: number) => `${count} channels`,
    noise: "noise, 128 numbers",
    image: "picture",
    score: "score",
    attention: "attention",
    none: "none here: it has no features at this size",
    weights: "Weights of one table",
    count: (queries: string, keys: string, weights: string) =>
      `${queries} queries × ${keys} keys = ${weights}`,
    memory: (size: string) => `${size} at 4 bytes each`,
    mebibytes: (value: string) => `${value} MiB`,
    kibibytes: (value: string) => `${value} KiB`,
    ours: "This is how our networks are.",
  },
  hinge: {
    label: "Three losses against the score",
    slider: "Score",
    axis: "score of the picture",
    loss: "loss",
    slope: "slope",
    real: "Discriminator, real picture",
    fake: "Discriminator, made picture",
    generator: "Generator, made picture",
    table: "Loss and slope at this score",
  },
  spectral: {
    label: "A matrix acting on the unit circle",
    entry: (row: number, column: number) => `Entry in row ${row}, column ${column}`,
    matrix: "The matrix W",
    step: "One round",
    again: "Start anew",
    rounds: (count: number) => `Rounds: ${count}`,
    estimate: "Estimate of σ",
    exact: "σ itself",
    smaller: "Smaller singular value",
    after: "The same after division",
    error: "Error",
    zero: "A matrix of zeros stretches nothing: there is nothing to divide by.",
  },
  twoRates: {
    label: "Path of the toy over 240 updates",
    slider: "Rate of the discriminator, in rates of the generator",
    times: (ratio: string) => `× ${ratio}`,
    image: "made picture θ",
    slope: "slope φ",
    axis: "update",
    toy: "Toy",
    crossings: (count: number) => `Times that the picture runs past the target: ${count}`,
    distance: (value: string) => `Distance from the target after 240 updates: ${value}`,
  },
};

export type ArticleText = typeof articleEn;
