/** Every sentence of the page: key: [Swedish, English]. A bar divides the form for n = 1 from the one for every other n. */
import { ASKING } from "./asking.js";
import { COMMON } from "./common.js";
import { EDITING } from "./editing.js";
import { START } from "./start.js";
import { STUDY } from "./study.js";
import { WEEK } from "./week.js";

export const WORDS = { ...COMMON, ...START, ...WEEK, ...EDITING, ...ASKING, ...STUDY };
