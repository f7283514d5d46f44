/* Questions to begin with. What is sent is always Chinese. */

import { el, icon } from "./dom.js";
import { language, onLanguage } from "./i18n.js";

const TOPICS = [
  { icon: "compass", text: "我的企业可以申报哪些扶持项目？", english: "Which schemes can my enterprise apply for?" },
  { icon: "calculator", text: "帮我算算能拿到多少资助", english: "Estimate my grant" },
  { icon: "check", text: "我符合申报条件吗？", english: "Do I meet the conditions?" },
  { icon: "list", text: "申报需要准备哪些材料？", english: "Which materials are needed?" },
  { icon: "clock", text: "什么时候截止，在哪里提交？", english: "When is the deadline, and where to submit?" },
  { icon: "route", text: "申报流程是怎样的？", english: "What are the steps of the process?" },
];

export function startTopics(send) {
  const list = document.getElementById("topics");
  const show = () => {
    list.replaceChildren(
      ...TOPICS.map((topic) =>
        el(
          "li",
          {},
          el(
            "button",
            { type: "button", class: "topic", onclick: () => send(topic.text) },
            icon(topic.icon),
            el("span", {}, language() === "en" ? topic.english : topic.text),
          ),
        ),
      ),
    );
  };
  show();
  onLanguage(show);
}
