#!/usr/bin/env python3
"""A connection to an iSCSI target that breaks when it hurts most.

    cut.py LISTEN TARGET LOG OPCODE COUNT back|gone|silent

Passes everything on between the port LISTEN and a target at the port TARGET of this machine, until the target has carried
out COUNT commands with the operation code OPCODE, in hexadecimal: the answer to the last one is swallowed and both
connections are cut. Then the target is back, or gone. With "silent" the connections stay as they are, but nothing comes
over this one any more. LOG gets a line for each command that goes to the target, its descriptor block in hexadecimal, and
"cut".
"""
import socket
import sys
import threading

HEADER = 48
SCSI_COMMAND = 0x01


class Cut(Exception):
    pass


def receive(connection, count):
    data = b""
    while len(data) < count:
        part = connection.recv(count - len(data))
        if not part:
            raise ConnectionError
        data += part
    return data


def pdus(connection):
    while True:
        header = receive(connection, HEADER)
        length = header[4] * 4 + (int.from_bytes(header[5:8], "big") + 3) // 4 * 4
        yield header, receive(connection, length)


class Proxy:
    def __init__(self, log, opcode, count, afterwards):
        self.log = log
        self.opcode = opcode
        self.count = count
        self.afterwards = afterwards
        self.fatal = None

    def note(self, line):
        print(line, file=self.log, flush=True)

    def to_target(self, initiator, target):
        for header, data in pdus(initiator):
            if header[0] & 0x3F == SCSI_COMMAND:
                self.note(header[32:48].hex())
                if header[32] == self.opcode and self.count:
                    self.count -= 1
                    if not self.count:
                        self.fatal = header[16:20]
            target.sendall(header + data)

    def to_initiator(self, target, initiator):
        silent = False
        for header, data in pdus(target):
            # What carries the command's data, or asks for it, has its tag as well.
            final = header[0] & 0x3F == 0x21 or header[0] & 0x3F == 0x25 and header[1] & 1
            if final and header[16:20] == self.fatal:
                self.note("cut")
                self.fatal = None
                silent = self.afterwards == "silent"
                if not silent:
                    raise Cut
            if not silent:
                initiator.sendall(header + data)

    def serve(self, initiator, target):
        """Until one side or the other ends; whether it was cut."""
        cut = []

        def run(pump, *connections):
            try:
                pump(*connections)
            except Cut:
                cut.append(True)
            except OSError:
                pass
            for connection in (initiator, target):
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass

        back = threading.Thread(target=run, args=(self.to_initiator, target, initiator))
        back.start()
        run(self.to_target, initiator, target)
        back.join()
        return bool(cut)


def main():
    listen, to, log, opcode, count, afterwards = sys.argv[1:]
    with open(log, "w") as log, socket.create_server(("127.0.0.1", int(listen))) as server:
        proxy = Proxy(log, int(opcode, 16), int(count), afterwards)
        proxy.note("ready")
        while True:
            initiator, _ = server.accept()
            with initiator, socket.create_connection(("127.0.0.1", int(to))) as target:
                if proxy.serve(initiator, target) and afterwards == "gone":
                    return


main()
