/** The platform as an app: `cdktf.json` runs it, for `cdktf synth` and for `safeguard audit`. */
import { App } from "cdktf";
import { addStacks } from "./stacks.js";

const app = new App();
addStacks(app, process.env);
app.synth();
