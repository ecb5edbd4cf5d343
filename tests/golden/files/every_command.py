"""Walks `couloir --help` to its leaves. Each says how it is used; each that is not an API operation answers --json with
JSON, run with the arguments below. A command that is new and not named here is told.

usage: every_command.py DATA"""
import json
import os
import subprocess
import sys

DATA = sys.argv[1]
PASSWORD = "tuile-orage-sapin-bleu\n"
ARGUMENTS = {
    "lab seed": [], "call seed": [], "migrate": [], "check": [], "demo load": [], "routes": [], "journal verify": [], "journal export": [],
    "user add": ["--email", "every@example.org", "--name", "Every Command", "--role", "admin"],
    "backup": ["every.backup"], "restore": ["every.backup"],
    "use-case score": [], "compliance classify": [], "compliance pack check": [], "compliance pack list": [],
    "compliance pack diff": [os.environ["ROOT"] + "/data/ai-act"],
    "pool check": [os.environ["FILES"] + "/pool-small.json", os.environ["FILES"] + "/pool-small-plan.json"],
    "pool generate": ["--size", "T", "--seed", "1"],
    "pool solve": [os.environ["FILES"] + "/pool-small.json", "--work", "1000"],
    "pool explain": [os.environ["FILES"] + "/pool-small.json", os.environ["FILES"] + "/pool-small-plan.json"],
    "pool bound": [os.environ["FILES"] + "/pool-small.json", "--work", "1000"],
    "pool change": [os.environ["FILES"] + "/pool-small.json", os.environ["FILES"] + "/pool-small-delta.json"],
    "pool mps": [os.environ["FILES"] + "/pool-small.json"],
}
FILES = {"use-case score": "use-cases.csv", "compliance classify": "scenario.json"}
NO_LINES = ["compliance pack diff"]  # of a pack with itself
NOT_ANSWERING = {"serve": "answers requests until it is stopped"}


def run(*args, words="", data=DATA):
    return subprocess.run(["couloir", "--lang", "en", "--data", data, *args], capture_output=True, text=True, input=words)


def leaves(path=()):
    """Names of the commands below; the help of a group lists them under “Commands:”."""
    helped = run(*path, "--help")
    if helped.returncode != 0 or "Usage: couloir" not in helped.stdout:
        print(f"couloir {' '.join(path)} --help: {helped.returncode} {helped.stderr}")
    _, _, listed = helped.stdout.partition("Commands:\n")
    below = [line.split()[0] for line in listed.splitlines() if line.startswith("  ") and not line.startswith("   ")]
    if not below:
        return [" ".join(path)]
    return [leaf for word in below for leaf in leaves((*path, word))]


def is_json(text):
    try:
        lines = [json.loads(line) for line in text.splitlines()]
        return bool(lines)
    except ValueError:
        return False


routes = [json.loads(line) for line in run("--json", "routes").stdout.splitlines()]
operations = {route["command"] for route in routes if route["api"]}
every = leaves()
own = [leaf for leaf in every if leaf not in operations and leaf not in NOT_ANSWERING]
for missing in sorted(operations - set(every) - {None}):
    print(f"{missing}: an operation of the API without its command")
for command in sorted(own, key=lambda name: list(ARGUMENTS).index(name) if name in ARGUMENTS else -1):
    if command not in ARGUMENTS:
        print(f"{command}: name it in every_command.py")
        continue
    files = [FILES[command]] if command in FILES else []
    data = "restored" if command == "restore" else DATA
    done = run("--json", *command.split(), *files, *ARGUMENTS[command], words=PASSWORD, data=data)
    nothing = command in NO_LINES and done.stdout == ""
    if done.returncode > 1 or not (nothing or is_json(done.stdout)):
        print(f"couloir --json {command}: {done.returncode} {done.stdout[:80]!r} {done.stderr[:200]}")
print(f"{'more than 60' if len(every) > 60 else len(every)} commands; the program's own: {', '.join(sorted(own))}")
