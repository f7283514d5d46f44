/* The chat page. */

import { startTalk } from "./talk.js";
import { startToolbar } from "./toolbar.js";

startToolbar();
startTalk();
