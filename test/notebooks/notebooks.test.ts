import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { isCode, joined } from "../../src/runner/notebook";
import { readNotebook } from "../../src/runner/read-notebook";
import { runAll } from "../../src/runner/run-all";
import { meanWithError } from "../../src/tensors/numbers";
import amortizing from "../reference/amortized-inference.json";
import overTheta from "../reference/bounds-over-theta.json";
import choosing from "../reference/choosing-q.json";
import gradients from "../reference/gradients-through-samples.json";
import elboReference from "../reference/jensen-elbo.json";
import latent from "../reference/latent-variables.json";
import geyser from "../reference/old-faithful.json";
import sixty from "../reference/per-datapoint-svi.json";
import tighter from "../reference/tighter-bounds.json";
import autoencoder from "../reference/variational-autoencoder.json";

// the first test of each run waits for all notebooks
vi.setConfig({ testTimeout: 300_000 });

const FILES = readdirSync("notebooks")
  .filter((file) => file.endsWith(".ipynb"))
  .map((file) => path.join("notebooks", file));

const folder = mkdtempSync(path.join(tmpdir(), "elbo-notebooks-"));
afterAll(() => rmSync(folder, { recursive: true }));
const run = (name: string) => runAll(FILES, { out: path.join(folder, name), jobs: 2, timeoutSeconds: 120 });
type Reports = ReturnType<typeof run>;
let [firstRun, secondRun]: (Reports | undefined)[] = [];
/** Each run is made when a test first asks for it, so that a look at the list of tests starts no kernel. */
const first = () => (firstRun ??= run("first"));
const second = () => (secondRun ??= first().then(() => run("second")));
const reportOf = async (reports: () => Reports, notebook: string) =>
  (await reports()).find((report) => report.notebook === notebook)!;

describe.each(FILES)("%s", (notebook) => {
  const copy = (run: string) => path.join(folder, run, path.basename(notebook));

  test("runs, and every check has its tick", { timeout: 240_000 }, async () => {
    const { failure, status, cells, checks } = await reportOf(first, notebook);
    expect(failure).toBeUndefined();
    expect(status).toBe("ok");
    expect(cells.map((cell) => cell.status)).toEqual(cells.map(() => "ok"));
    expect(checks.length).toBeGreaterThan(1);
    expect(checks.filter(({ pass }) => !pass)).toEqual([]);
  });

  test("gives the same bytes when it is run again", { timeout: 240_000 }, async () => {
    expect((await reportOf(second, notebook)).status).toBe("ok");
    expect(readFileSync(copy("second")).equals(readFileSync(copy("first")))).toBe(true);
  });

  test("prints nothing on stderr, and describes each chart in words", async () => {
    await first();
    const outputs = readNotebook(copy("first"))
      .cells.filter(isCode)
      .flatMap((cell) => cell.outputs);
    expect(outputs.filter((output) => output.name === "stderr")).toEqual([]);
    const charts = outputs.filter((output) => output.data?.["application/vnd.vegalite.v5+json" as never]);
    expect(charts.length).toBeGreaterThan(2);
    for (const { data, metadata } of charts as unknown as {
      data: Record<string, never>;
      metadata: Record<string, never>;
    }[]) {
      const { title, description } = data["application/vnd.vegalite.v5+json"] as {
        title: { text: string };
        description: string;
      };
      expect(description.length).toBeGreaterThan(40);
      expect(metadata["image/png"]).toMatchObject({ alt: description });
      expect(joined(data["text/plain"])).toBe(`${title.text}\n${description}`);
    }
  });

  test("is made as a companion is made", () => {
    const { cells } = readNotebook(notebook);
    expect(joined(cells[0].source)).toMatch(/^# .+\n\nBy the end you can say /);
    const text = cells.map(({ source }) => joined(source)).join("\n");
    expect(text).toContain("\n## What you can now say\n");
    expect(text.match(/^### Exercise /gm)?.length).toBeGreaterThanOrEqual(3);
    expect(joined(cells[cells.length - 1].source)).toMatch(/^\*\*Read next:\*\* `src\//);
    const solutions = cells.filter(({ metadata }) => (metadata as { tags?: string[] }).tags?.includes("solution"));
    expect(solutions).toHaveLength(text.match(/^### Exercise /gm)?.length ?? 0);
    const tooLong = cells.filter(isCode).flatMap(({ source }) =>
      joined(source)
        .split("\n")
        .filter((line) => line.length > 100),
    );
    expect(tooLong).toEqual([]);
  });
});

/** Numbers that a notebook prints, and what another program says that they are. */
const CONFIRMED: readonly [notebook: string, claim: string, reference: number][] = [
  ["01", "inertia", geyser.kMeans.inertia],
  ["01", "π₀ = 100/272", geyser.hard.weight0],
  ["01", "log p(wait = 66)", geyser.hard.logDensityOfWait66],
  ["01", "∫ p(x) dx", geyser.hard.integral],
  ["01", "Σ log p(wait)", geyser.hard.logLikelihoodOfWaits],
  ["01", "p(z = 1 | wait = 66), by hand", geyser.hard.posteriorOfWait66],
  ["01", "the least sure p(z = 1 | x)", geyser.hard.leastSure[0]],
  ["01", "log p(data), one Gaussian", geyser.single.logLikelihood],
  ["01", "log p(data), two moods", geyser.hard.logLikelihood],
  ["01", "mean wait of centre 0", geyser.kMeans.centers[0][1]],
  ["01", "p(z = 1 | wait = 70)", geyser.hard.posteriorOfWait70],
  ["01", "eruptions that change sides", geyser.hard.changed],
  ["01", "nats gained", geyser.hard.logLikelihood - geyser.single.logLikelihood],
  ["01", "μ(0.5)", latent.network.loc],
  ["01", "σ(0.5)", latent.network.scale],
  ["01", "log p(x = 1), 1025 points", latent.network.logMarginal],
  ["01", "log p(x = 2.5)", latent.naive.logMarginal],
  ["01", "E log p̂ in closed form, k = 1", latent.naive.one],
  ["01", "mean of p(z | x = 1)", latent.network.posterior.loc],
  ["01", "its standard deviation", latent.network.posterior.scale],
  ["01", "E log p̂, k = 10", latent.naive.ten],
  ["01", "E log p̂, k = 100", latent.naive.hundred],
  ["01", "E log p̂, k = 1000", latent.naive.thousand],
  ["01", "mean of log p̂, k = 10", latent.naive.ten],
  ["01", "mean of log p̂, k = 100", latent.naive.hundred],
  ["01", "mean of log p̂, k = 1000", latent.naive.thousand],
  ["01", "the best possible", latent.prior.best],
  ["01", "with the prior N(0, 1)", latent.prior.fixed],
  ["01", "with a learned prior", latent.prior.best],
  ["02", "log p(x = 1) = log 0.48", elboReference.courier.logMarginal],
  ["02", "ELBO at q = (0.5, 0.5)", elboReference.courier.elbo],
  ["02", "p(z = 1 | x = 1) = 0.36/0.48", elboReference.courier.posterior[1]],
  ["02", "gap = log p(x) − ELBO", elboReference.courier.gap],
  ["02", "KL(q ‖ p(z | x)), the same", elboReference.courier.gap],
  ["02", "log p(x) − ELBO, closed form", elboReference.gaussian.gap],
  ["02", "log p(x), found on the way", elboReference.gaussian.logMarginal],
  ["02", "gap of the held q at μ₀ = 54", elboReference.heldGap],
  ["02", "π₀ after one step", geyser.em.firstWeight0],
  ["02", "log-likelihood with a spike", geyser.spike.logLikelihood],
  ["02", "bound after one step", geyser.em.firstMStepBound],
  ["02", "log-likelihood at the end", geyser.em.logLikelihood],
  ["02", "weight π₀", geyser.em.weights[0]],
  ["02", "mean wait of mood 1", geyser.em.means[1][1]],
  ["03", "log p(x), decoder z²/2", choosing.square.logMarginal],
  ["03", "log p(x), decoder sin z", choosing.sine.logMarginal],
  ["03", "p(z > 0 | x), decoder z²/2", choosing.square.part],
  ["03", "p(π/2 < z < 3π/2 | x), sin z", choosing.sine.part],
  ["03", "log p(x = 2)", choosing.near.logMarginal],
  ["03", "weight of the second hill", choosing.near.posteriorWeight],
  ["03", "ELBO of N(2, variance 2)", choosing.near.orange.literal],
  ["03", "ELBO, orange with sd 2", choosing.near.orange.scale],
  ["03", "ELBO, green with sd 0.75", choosing.near.green.literal],
  ["03", "ELBO, green with variance 0.75", choosing.near.green.variance],
  ["03", "ELBO, best normal", choosing.near.logMarginal - choosing.near.best.kl],
  ["03", "mean of the best normal", choosing.near.best.loc],
  ["03", "sd of the best normal", choosing.near.best.scale],
  ["03", "KL of the best normal", choosing.near.best.kl],
  ["03", "KL after the climb from green", choosing.near.best.kl],
  ["03", "mean of the posterior", choosing.near.matched.loc],
  ["03", "its standard deviation", choosing.near.matched.scale],
  ["03", "ELBO with matched moments", choosing.near.matched.elbo],
  ["03", "log p(x), z of two, x of one", choosing.wide.logMarginal],
  ["03", "ELBO at the prior, two to one", choosing.wide.atPrior],
  ["03", "log p(x), z of one, x of two", choosing.tall.logMarginal],
  ["03", "ELBO at the prior, one to two", choosing.tall.atPrior],
  ["03", "log p(x = 0.5)", choosing.far.logMarginal],
  ["03", "ELBO of the best normal, far hills", choosing.far.logMarginal - choosing.far.ends.right.kl],
  ["03", "KL of the best normal, far hills", choosing.far.ends.right.kl],
  ["03", "gap from μ = −4", choosing.far.ends.left.kl],
  ["03", "gap of the broad one", choosing.far.ends.broad.kl],
  ["03", "μ of the best", choosing.far.ends.right.loc],
  ["03", "log p(x = 1), |ρ| = 0.9", choosing.meanField.logMarginal],
  ["03", "mean-field gap, |ρ| = 0.9", choosing.meanField.gap],
  ["03", "myKl(0, 2, 1, 0.5)", choosing.kl],
  ["04", "log p(x) at θ = 2", overTheta.mixture.truthAt2],
  ["04", "θ̂, the top of the black curve", overTheta.mixture.top],
  ["04", "log p(x) at the top", overTheta.mixture.truthAtTop],
  ["04", "red bound at θ = 2", overTheta.mixture.redAt2],
  ["04", "red − orange at θ = 0.5", overTheta.mixture.redMinusOrange["at0.5"]],
  ["04", "red − orange at θ = 2", overTheta.mixture.redMinusOrange.at2],
  ["04", "orange bound at θ = 2", overTheta.mixture.redAt2 - overTheta.mixture.redMinusOrange.at2],
  ["04", "red and orange", overTheta.mixture.crossing],
  ["04", "joint", overTheta.mixture.schedules.joint.truth],
  ["04", "five to one", overTheta.mixture.schedules["five to one"].truth],
  ["04", "full E-step", overTheta.mixture.schedules["full E-step"].truth],
  ["04", "first joint step: gain of the bound", overTheta.mixture.firstJointStep.bound],
  ["04", "first joint step: gain of the truth", overTheta.mixture.firstJointStep.truth],
  ["04", "log p(x) at w = 2", overTheta.ppca.truthAt2],
  ["04", "bound at w = 2, v = 1", overTheta.ppca.boundAt2],
  ["04", "w after 60 steps", overTheta.ppca.stubborn[4].w],
  ["04", "the bound rose by", overTheta.ppca.stubborn[4].rise],
  ["04", "the truth fell by", overTheta.ppca.stubborn[4].fall],
  ["04", "w*, v = 0.5", overTheta.ppca.stubborn[3].w],
  [
    "04",
    "mean-field bound there",
    overTheta.ppca.truthAt2 - overTheta.meanField.fall - overTheta.meanField.kl, // both models' best is log N(x; 0, 5)
  ],
  ["04", "w where the bound rests", overTheta.meanField.w],
  ["04", "the mean-field bound rose by", overTheta.meanField.rise],
  ["04", "the truth of two latents fell by", overTheta.meanField.fall],
  ["04", "KL that stays", overTheta.meanField.kl],
  ["05", "mean log p(x), by hand", sixty.meanTruth],
  ["05", "nats lost, a φ for each", sixty.lostByOwn],
  ["05", "nats lost, one φ for all", sixty.lostByShared],
  ["05", "mean of the shared q", sixty.shared.loc],
  ["05", "its standard deviation", sixty.shared.scale],
  ["05", "posterior mean of datapoint 1", sixty.first.loc],
  ["05", "its posterior sd", sixty.first.scale],
  ["05", "1 inner step: log p(x) after 60 sweeps", sixty.learned.inner["1"]],
  ["05", "5 inner steps", sixty.learned.inner["5"]],
  ["05", "20 inner steps", sixty.learned.inner["20"]],
  ["05", "all φ at the prior: log p(x)", sixty.learned.calm],
  ["05", "best of 20 scattered starts", sixty.learned.best],
  ["05", "the worst of them", sixty.learned.worst],
  ["05", "seed 1 after 400 sweeps", sixty.learned.longer],
  ["05", "w after your sweep", sixty.sweep.w],
  ["05", "μ of the third", sixty.sweep.phi[2][0]],
  ["05", "log σ of the first", sixty.sweep.phi[0][1]],
  ["05", "log p(x) of the first nine", sixty.digit.truth],
  ["05", "bound for coin flips", sixty.digit.coin],
  ["05", "gap, coin flips", sixty.digit.gapOfCoin],
  ["05", "gap, the φ of a one", sixty.digit.gapOfAOne],
  ["05", "gap, its own φ", sixty.digit.gapOfOwn],
  ["05", "log p(x), bottom first, a plain product", sixty.digit.bottomFirst],
  ["07", "mean log p(x)", amortizing.stairs.logMarginal],
  ["07", "log p(x) − bound at φ*, nats", amortizing.stairs.approximation],
  ["07", "amortisation gap, affine", amortizing.stairs.affine],
  ["07", "two stages lose, affine", amortizing.stairs.twoStages],
  ["07", "as shipped", amortizing.newDigits.at1000],
  ["07", "inference gap, train", amortizing.train.inferenceGap],
  ["07", "inference gap, test", amortizing.test.inferenceGap],
  ["07", "1,000 steps, train: ahead by", amortizing.train.ahead["1000"]],
  ["07", "1,000 steps, test: ahead by", amortizing.test.ahead["1000"]],
  ["07", "2,500 steps, train: ahead by", amortizing.train.ahead["2500"]],
  ["07", "2,500 steps, test: ahead by", amortizing.test.ahead["2500"]],
  ["07", "exact log p(x) of the 100", amortizing.newDigits.logLikelihood],
  ["07", "from scratch, no step", amortizing.newDigits.scratch],
  ["07", "nearest, no step", amortizing.newDigits.nearest],
  ["07", "encoder, no step", amortizing.newDigits.encoder],
  ["06", "log p(x = 2)", gradients.logMarginal],
  ["06", "ELBO = a + c", gradients.bound],
  ["06", "variance of one r = b² + 2c²", gradients.varianceOfReward],
  ["06", "false bound − log p(x)", gradients.pseudoExcess],
  ["06", "∂/∂θ, pushed inside", gradients.slopeByTheta],
  ["06", "∂/∂θ, finite differences", gradients.slopeByTheta],
  ["06", "∂/∂μ of the bound, exact", gradients.slopeByMu],
  ["06", "∂/∂l of the mean reward, p = 0.2", gradients.coin.fifth.gradient],
  ["06", "variance of one estimate", gradients.coin.fifth.none],
  ["06", "variance, mean reward", gradients.coin.fifth.mean],
  ["06", "variance, best baseline", gradients.coin.fifth.crossed],
  ["06", "REINFORCE on the bound: variance", gradients.away.score],
  ["06", "pathwise by the library: variance", gradients.away.path],
  ["06", "REINFORCE at (1, 1)", gradients.square["1"].none],
  ["06", "mean reward at (2, 1)", gradients.square["2"].mean],
  ["06", "best constant at (5, 1)", gradients.square["5"].best],
  ["06", "REINFORCE by μ", gradients.exercise.score[0]],
  ["06", "REINFORCE by σ", gradients.exercise.score[1]],
  ["06", "pathwise by μ", gradients.exercise.path[0]],
  ["06", "pathwise by σ", gradients.exercise.path[1]],
  ["06", "best baseline of z² at (2, 1)", gradients.square["2"].baseline],
  ["06", "gradient of the mean face, REINFORCE", gradients.die.slope],
  ["06", "exact gradient at p = ½", gradients.coin.half.gradient],
  ["06", "exact gradient at p = 0.2", gradients.coin.fifth.gradient],
  ["06", "G(1) at p = ½", gradients.relaxed.halfAt1],
  ["06", "G(1) at p = 0.2", gradients.relaxed.fifthAt1],
  ["06", "the sign is wrong from τ", gradients.relaxed.low],
  ["06", "the sign is wrong up to τ", gradients.relaxed.high],
  ["06", "sd at τ = 0.1", gradients.relaxed["sdAt0.1"]],
  ["06", "pathwise variance at ω = 2", gradients.sine.pathAt2],
  ["06", "REINFORCE variance at ω = 2", gradients.sine.scoreAt2],
  ["06", "the order flips at ω", gradients.sine.flip],
  ["06", "REINFORCE at μ = ½, σ = ¼", gradients.narrow.score],
  ["06", "path only at μ = ½, σ = ¼", gradients.narrow.stick],
  ["06", "REINFORCE at the posterior", gradients.landed.score],
  ["06", "both places at the posterior", gradients.landed.path],
  ["06", "variance of myLeaveOneOut", gradients.leaveOneOut],
  ["08", "mean bound before training", autoencoder.fresh],
  ["08", "exact log p(x), test", autoencoder.test.exact],
  ["08", "bound, test", autoencoder.test.bound],
  ["08", "exact log p(x), train", autoencoder.train.exact],
  ["08", "bound, train", autoencoder.train.bound],
  ["08", "exact test log p(x), epoch 300 − 150", autoencoder.seeds[0].exactGain],
  ["08", "test bound, epoch 300 − 150", autoencoder.seeds[0].boundGain],
  ["08", "share with the class of its neighbour", autoencoder.neighbour],
  ["08", "gap of the digit in the middle", autoencoder.medianGap],
  ["08", "gap of the poor one", autoencoder.poorGap],
  ["08", "reconstruction term, test", autoencoder.reconstruction],
  ["08", "KL(q ‖ p(z)), test", autoencoder.divergence],
  ["08", "exact at weight ½", autoencoder.weights["0.5"].exact],
  ["08", "exact at weight 1", autoencoder.weights["1"].exact],
  ["08", "AUROC by the exact log p(x)", autoencoder.aurocExact],
  ["08", "AUROC by the bound", autoencoder.aurocBound],
  ["08", "mean gap of the mirrored", autoencoder.gapOfMirrored],
  ["08", "bound of the large model, test", autoencoder.large.bound],
  ["08", "encoder's q, K = 50: error", autoencoder.importance["50"]],
  ["08", "encoder's q, K = 5000: error", autoencoder.importance["5000"]],
  ["08", "encoder's q, K = 5000: log p̂(x)", autoencoder.large.importance],
  ["09", "log p(x = 1)", tighter.toy.logMarginal],
  ["09", "L₄ by the library", tighter.toy.ofFour],
  ["09", "gap of L₁", tighter.toy.klOfPrior],
  ["09", "exact L₄", tighter.toy.ofFour],
  ["09", "½ Var[r], the prior as q", tighter.toy.halfVariance.prior],
  ["09", "½ Var[r], the narrow q", tighter.toy.halfVariance.narrow],
  ["09", "1024 times the gap of L₁₀₂₄", tighter.toy.gap1024],
  ["09", "SNR of θ at K = 64", tighter.snr.byTheta[6]],
  ["09", "slope of θ", tighter.snr.slopes.theta],
  ["09", "slope of φ", tighter.snr.slopes.phi],
  ["09", "SNR of φ at K = 64, doubly", tighter.snr.doubly64],
  ["09", "slope of φ, doubly reparameterised", tighter.snr.slopes.doubly],
  ["09", "by hand, K = 4", tighter.snr.doubly4],
  ["09", "by the library, K = 4", tighter.snr.phi4],
  ["09", "true gradient, K = 64", tighter.toy.gradient.of64],
  ["09", "sticking the landing, K = 64", tighter.toy.gradient.stuck64],
  ["09", "K = 8, mean of 5,000", tighter.toy.gradient.ofEight],
  ["09", "log-likelihood of pPCA, by hand", tighter.iris.likelihoods[1]],
  ["09", "bound at the end", tighter.iris.likelihoods[1]],
  ["09", "exact log p(x), prior N(0, I)", tighter.iris.likelihoods[1]],
  ["09", "exact log p(x), learned prior", tighter.iris.learnedPrior],
  ["09", "weight of the lighter part", tighter.iris.lighter],
  ["09", "log-likelihood with D = 1", tighter.iris.likelihoods[0]],
  ["09", "log-likelihood with D = 2", tighter.iris.likelihoods[1]],
  ["09", "log-likelihood with D = 3", tighter.iris.likelihoods[2]],
  ["09", "log p(x = 0.5)", tighter.flow.logMarginal],
  ["09", "gap of the best normal", choosing.far.ends.right.kl],
  ["09", "gap of the flow of four numbers", tighter.flow.gap],
  ["09", "the best possible", tighter.chain.best],
  ["09", "log p(x₀ = 2), T = 2", tighter.chain.T2.atTwo],
  ["09", "KL(data ‖ model), T = 1", tighter.chain.T1.kl],
  ["09", "gap, T = 1", tighter.chain.T1.gap],
  ["09", "KL(data ‖ model), T = 2", tighter.chain.T2.kl],
  ["09", "gap, T = 2", tighter.chain.T2.gap],
  ["09", "KL(data ‖ model), T = 10", tighter.chain.T10.kl],
  ["09", "gap, T = 10", tighter.chain.T10.gap],
  ["09", "KL(data ‖ model), T = 100", tighter.chain.T100.kl],
  ["09", "gap, T = 100", tighter.chain.T100.gap],
];

test.each(CONFIRMED)("notebook %s, %s: another program finds the same number", async (number, claim, reference) => {
  const report = (await first()).find(({ notebook }) => path.basename(notebook).startsWith(number));
  const check = report?.checks.find((candidate) => candidate.claim === claim);
  expect(check).toBeDefined();
  expect(Math.abs(check!.value - reference)).toBeLessThanOrEqual(check!.tolerance);
  expect(Math.abs(Number(check!.expected) - reference)).toBeLessThanOrEqual(check!.tolerance);
});

test("notebook 08 says of five other seeds what another program found", () => {
  const text = readNotebook("notebooks/08-variational-autoencoder.ipynb")
    .cells.map(({ source }) => joined(source))
    .join("\n");
  const quoted = (values: readonly number[]) => {
    const { mean, standardError } = meanWithError(values);
    return [mean, standardError].map((value) => value.toFixed(2).replace("-", "−"));
  };
  const others = autoencoder.seeds.slice(1);
  const [truth, truthError] = quoted(others.map(({ exactGain }) => exactGain));
  const [bound, boundError] = quoted(others.map(({ boundGain }) => boundGain));
  expect(text).toContain(`gained ${truth} ± ${truthError} nats of truth`);
  expect(text).toContain(`changed by ${bound} ± ${boundError} (mean and standard error)`);
  const [half, halfError] = quoted(autoencoder.halfLessOne.map(({ exact }) => exact));
  expect(text).toContain(`by ${half} nats with a standard error of ${halfError}, and in one of the five it was lower`);
  expect(autoencoder.halfLessOne.filter(({ exact }) => exact < 0)).toHaveLength(1);
});

test("the notebooks show every row of the lecture", () => {
  const shown = FILES.flatMap((file) =>
    readNotebook(file).cells.flatMap(({ metadata }) => (metadata as { lecture?: number[] }).lecture ?? []),
  );
  expect([...new Set(shown)].sort((a, b) => a - b)).toEqual(Array.from({ length: 67 }, (_, i) => i + 1));
});
