import fc from "fast-check";

/**
 * Property tests draw the same cases in every run, so that a red run tells of the change and not of luck.
 * `FC_SEED=$RANDOM npm test` looks further.
 */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 164_312) });
