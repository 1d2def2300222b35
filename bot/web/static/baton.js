// The page works without this. With it, answers come into the page, texts are copied, and the guide is searched while typing.
import { startChat } from "./chat.js";
import { startComposer } from "./composer.js";
import { startCopying } from "./copy.js";
import { startSearch } from "./search.js";

startCopying();
if (document.querySelector("[data-log]")) startChat(startComposer());
if (document.querySelector("[data-search]")) startSearch();
