/**
 * From which figures on a training is worth a hint: every threshold of hints.ts, with its reason beside it. They are rules
 * of thumb for a classroom: a hint says where to look, never that something is wrong for certain.
 */

export const LIMITS = {
  /** A hint needs so many observations in a row: one odd batch is no news. */
  inARow: 4,

  /**
   * Update-to-weight ratio, |change of a step| / |parameter|. About 1e-3 is what well-tuned networks show; a tenth and ten
   * times that is still usual, so the band has two decades around it.
   */
  healthyRatio: [1e-4, 1e-2],
  /** A step that changes a tenth of a parameter forgets in ten steps what it has learned: five times above the band's edge. */
  ratioTooHigh: 0.05,
  /** A thousand steps then change a parameter by at most one per cent. */
  ratioTooLow: 1e-5,

  /**
   * A gradient that is a thousand times as large as it was in its quietest moment. Between the first steps and the end of a
   * healthy training gradients shrink; they do not grow by three decades.
   */
  gradGrowth: 1000,
  /**
   * Gradients of one layer a hundred-thousandth of another's: with one learning rate for all, the first one stands still.
   * Depth alone gives sigmoid layers at most a factor 1/4 each, so a healthy network of a few layers stays well above.
   */
  gradShare: 1e-5,

  /**
   * Share of a gradient's entries in the bin around zero (one of 64). A bell curve has about a twentieth there; when nine of
   * ten entries are (nearly) zero, most units pass nothing back.
   */
  deadShare: 0.9,
  /** A bin says something about shares only if there are enough entries in all. */
  deadEntries: 32,

  /** The loss of the last tenth is twice its lowest value so far: it has climbed out of what it had found. */
  lossRise: 2,
  /** Relative change of the loss over the last half below which it "hardly moves". */
  lossStill: 0.01,
  /** Fewer values of a loss than this say nothing about its course. */
  lossValues: 20
} as const;
