"""Runs Drain3 over the lines of a file and prints {"masked": lines/s, "plain": lines/s} as JSON."""
import json
import sys
import time

from drain3 import TemplateMiner
from drain3.masking import MaskingInstruction
from drain3.template_miner_config import TemplateMinerConfig

MASKS = [
    (r"((?<=[^A-Za-z0-9])|^)(([0-9a-f]{2,}:){3,}([0-9a-f]{2,}))((?=[^A-Za-z0-9])|$)", "ID"),
    (r"((?<=[^A-Za-z0-9])|^)(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})((?=[^A-Za-z0-9])|$)", "IP"),
    (r"((?<=[^A-Za-z0-9])|^)([0-9a-f]{6,} ?){3,}((?=[^A-Za-z0-9])|$)", "SEQ"),
    (r"((?<=[^A-Za-z0-9])|^)(0x[a-f0-9A-F]+)((?=[^A-Za-z0-9])|$)", "HEX"),
    (r"((?<=[^A-Za-z0-9])|^)([\-\+]?\d+)((?=[^A-Za-z0-9])|$)", "NUM"),
]


def rate(lines, masked):
    config = TemplateMinerConfig()
    config.profiling_enabled = False
    config.masking_instructions = [MaskingInstruction(*mask) for mask in MASKS] if masked else []
    miner = TemplateMiner(config=config)
    started = time.process_time()
    for line in lines:
        miner.add_log_message(line)
    return len(lines) / (time.process_time() - started)


with open(sys.argv[1], encoding="utf-8") as file:
    LINES = file.read().split("\n")
print(json.dumps({"masked": rate(LINES, True), "plain": rate(LINES, False)}))
