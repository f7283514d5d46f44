"""The console's Chinese names for what the journal holds."""

from __future__ import annotations

STATUSES = {
    "answered": "已回答",
    "declined": "指南以外",
    "unsure": "没听懂",
    "task": "追问中",
    "handover": "转人工",
    "social": "寒暄",
    "paused": "暂停期间",
}
CHANNELS = {"rest": "网页和接口", "wechat": "公众号", "terminal": "终端"}
DONE = {
    "taught": "已教。重新训练后生效：执行 jigai train，再重启服务。",
    "withdrawn": "已撤回。重新训练后不再起作用。",
    "outside": "已记为“确属指南以外”。",
    "dismissed": "已记为“不处理”。",
    "open": "已放回待处理。",
    "reloaded": "指南已重新载入，新的内容已经生效。",
    "erased": "已删除。",
    "off": "自动回答已暂停。",
    "on": "自动回答已恢复。",
}
"""What a page says after something was done; the address carries only the key."""
