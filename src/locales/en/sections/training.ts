import { section } from "./section";

/** The sections about training, and about the limits of the maps, in English. */

export const hinge = section("The hinge loss", "Hinge loss", {
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
});

export const spectral = section("Spectral normalisation, in both networks", "Spectral norm", {
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
});

export const rates = section("Two learning rates", "Two rates", {
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
});

export const limits = section("What maps show, and what they do not", "Limits", {
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
});
