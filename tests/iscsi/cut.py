#!/usr/bin/env python3
"""A connection to an iSCSI target that breaks when it hurts most.

    cut.py LISTEN TARGET LOG WRITES back|gone

Passes everything on between the port LISTEN and a target at the port TARGET of this machine, until the target has carried
out that many WRITEs: the answer to the last one is swallowed and both connections are cut. Then the target is back, or
gone. LOG gets a line for each command that goes to the target, its descriptor block in hexadecimal, and "cut".
"""
import socket
import sys
import threading

HEADER = 48
SCSI_COMMAND, SCSI_RESPONSE = 0x01, 0x21
WRITE_10 = 0x2A


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
    def __init__(self, log, writes):
        self.log = log
        self.writes = writes
        self.fatal = None

    def note(self, line):
        print(line, file=self.log, flush=True)

    def to_target(self, initiator, target):
        for header, data in pdus(initiator):
            if header[0] & 0x3F == SCSI_COMMAND:
                self.note(header[32:48].hex())
                if header[32] == WRITE_10 and self.writes:
                    self.writes -= 1
                    if not self.writes:
                        self.fatal = header[16:20]
            target.sendall(header + data)

    def to_initiator(self, target, initiator):
        for header, data in pdus(target):
            if header[0] & 0x3F == SCSI_RESPONSE and header[16:20] == self.fatal:
                self.note("cut")
                raise Cut
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
    listen, to, log, writes, afterwards = sys.argv[1:]
    with open(log, "w") as log, socket.create_server(("127.0.0.1", int(listen))) as server:
        proxy = Proxy(log, int(writes))
        proxy.note("ready")
        while True:
            initiator, _ = server.accept()
            with initiator, socket.create_connection(("127.0.0.1", int(to))) as target:
                if proxy.serve(initiator, target) and afterwards == "gone":
                    return


main()
