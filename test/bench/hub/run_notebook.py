"""Runs a notebook in a server of JupyterHub, as a reader's browser does: python run_notebook.py SERVER TOKEN NOTEBOOK.

Prints a JSON record: the kernel, how many cells ran, the seconds that they took, and the first error, if there was one.
"""

import json
import sys
import time
import uuid

import requests
import websocket

server, token, notebook = sys.argv[1:]
headers = {"Authorization": f"token {token}"}
session = {"path": notebook, "type": "notebook", "name": notebook, "kernel": {"name": "elbo"}}
began = time.time()
answer = requests.post(f"{server}/api/sessions", json=session, headers=headers, timeout=300)
answer.raise_for_status()
kernel = answer.json()["kernel"]["id"]
contents = requests.get(f"{server}/api/contents/{notebook}", headers=headers, timeout=300).json()["content"]
channels = f"{server.replace('http', 'ws', 1)}/api/kernels/{kernel}/channels?session_id={uuid.uuid4().hex}"
socket = websocket.create_connection(channels, header=[f"Authorization: token {token}"], timeout=900)


def execute(code):
    """What a cell replies, once it is done and the kernel idle."""
    header = {"msg_id": uuid.uuid4().hex, "username": "", "session": kernel, "version": "5.3"}
    header |= {"msg_type": "execute_request", "date": "2000-01-01T00:00:00Z"}
    content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
    socket.send(json.dumps(message))
    reply, idle = None, False
    while reply is None or not idle:
        received = json.loads(socket.recv())
        if received["parent_header"].get("msg_id") != header["msg_id"]:
            continue
        if received["msg_type"] == "execute_reply":
            reply = received["content"]
        idle = idle or received["content"].get("execution_state") == "idle"
    return reply


cells = ["".join(cell["source"]) for cell in contents["cells"] if cell["cell_type"] == "code"]
replies = []
for code in cells:
    replies.append(execute(code))
    if replies[-1]["status"] != "ok":
        break
errors = [f"{reply.get('ename')}: {reply.get('evalue')}" for reply in replies if reply["status"] != "ok"]
socket.close()
print(json.dumps({"kernel": kernel, "cells": len(replies), "seconds": time.time() - began, "error": (errors or [None])[0]}))
