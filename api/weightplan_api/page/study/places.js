/** The places of the page that are about studies: what the address looks like, and who shows it. */
import { earlierStudyView, ownStudyView, readyStudyView } from "./begin.js";
import { frontView, pointView } from "./front.js";
import { studiesView } from "./studies.js";
import { studyView } from "./study.js";

export const STUDY_PLACES = [
  [/^#\/studies$/, studiesView],
  [/^#\/studies\/own$/, ownStudyView],
  [/^#\/studies\/new\/([\w.-]+)$/, readyStudyView],
  [/^#\/studies\/again\/([0-9a-f]{32})$/, earlierStudyView],
  [/^#\/study\/([0-9a-f]{32})$/, studyView],
  [/^#\/front\/([0-9a-f]{32})$/, frontView],
  [/^#\/front\/([0-9a-f]{32}\/\d{1,4})$/, pointView],
];
