package df2d_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"df2d"
)

// What needs a process of its own is this program again, with the name of what it is to do in a variable.
const task = "DF2D_GO_TEST_TASK"

func tasks(name string) {
	switch name {
	case "panic in a log function":
		df2d.LogAdvise(df2d.LogDebug, func(df2d.LogLevel, string, string) { panic("in the log") })
		defer func() { recover() }()
		df2d.OpenRecorder("virtual:?media=wax")
	case "Goexit in a log function":
		df2d.LogAdvise(df2d.LogDebug, func(df2d.LogLevel, string, string) { runtime.Goexit() })
		df2d.OpenRecorder("virtual:?media=wax")
	case "drives that come and go":
		if err := comeAndGo(); err != nil {
			os.Stderr.WriteString(err.Error() + "\n")
			os.Exit(1)
		}
	}
	os.Exit(0)
}

func child(t *testing.T, name string) (*exec.Cmd, *bytes.Buffer) {
	self, err := os.Executable()
	ok(t, err)
	said := new(bytes.Buffer)
	command := exec.Command(self)
	command.Env = append(os.Environ(), task+"="+name)
	command.Stdout, command.Stderr = said, said
	return command, said
}

// Like the panic of any goroutine it ends the program; it does not unwind what the library is at. Goexit would.
func TestPanicInALogFunction(t *testing.T) {
	for name, wanted := range map[string]string{
		"panic in a log function":  "panic: in the log",
		"Goexit in a log function": "panic: df2d: a function that the library calls has called runtime.Goexit",
	} {
		command, said := child(t, name)
		err := command.Run()
		var exit *exec.ExitError
		check(t, errors.As(err, &exit) && exit.ExitCode() == 2, "%s: it ended with %v", name, err)
		check(t, strings.Contains(said.String(), wanted) && strings.Contains(said.String(), "df2d_test.tasks"),
			"%s: it said: %s", name, said)
	}
}

// In namespaces of its own the process has a /sys and a /dev to play with.
func TestDrivesThatComeAndGo(t *testing.T) {
	command, said := child(t, "drives that come and go")
	command.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS | syscall.CLONE_NEWNET}
	if os.Geteuid() != 0 {
		command.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		command.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}}
		command.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}}
	}
	err := command.Run()
	if errors.Is(err, syscall.EPERM) || strings.Contains(said.String(), "no mounts of its own") {
		t.Skip("this user may have no namespaces of his own")
	}
	check(t, err == nil, "%v: %s", err, said)
}

func comeAndGo() error {
	if syscall.Mount("none", "/", "none", syscall.MS_REC|syscall.MS_PRIVATE, "") != nil {
		return errors.New("no mounts of its own")
	}
	// No device manager, no block devices, and an empty /dev.
	for _, place := range []string{"/run", "/sys/class/block", "/dev"} {
		if syscall.Mount("none", place, "tmpfs", 0, "") != nil {
			return errors.New("no mounts of its own")
		}
	}
	master, err := df2d.NewMaster()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(background, time.Minute)
	defer cancel()
	events, err := master.Watch(ctx)
	if err != nil {
		return err
	}
	told := make(chan string, 2)
	stop, err := master.Advise(func(id string) { told <- "+" + id }, func(id string) { told <- "-" + id })
	if err != nil {
		return err
	}
	const name = "/dev/disk/by-id/usb-Drive"
	for _, err := range []error{
		os.MkdirAll("/sys/class/block/sr0/device", 0o755),
		os.WriteFile("/sys/class/block/sr0/device/type", []byte("5\n"), 0o644),
		os.MkdirAll("/dev/disk/by-id", 0o755),
		os.Symlink("../../sr0", name),
		os.WriteFile("/dev/sr0", nil, 0o644),
	} {
		if err != nil {
			return err
		}
	}
	if event := <-events; event != (df2d.DeviceEvent{Added: true, ID: name}) || <-told != "+"+name {
		return errors.New("it did not come")
	}
	if items, err := master.Items(); err != nil || items[0] != name {
		return errors.New("it is not in the list")
	}
	for _, path := range []string{"/dev/sr0", name, "/sys/class/block/sr0/device/type", "/sys/class/block/sr0/device",
		"/sys/class/block/sr0"} {
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	if event := <-events; event != (df2d.DeviceEvent{ID: name}) || <-told != "-"+name {
		return errors.New("it did not go")
	}
	if err := stop(); err != nil {
		return err
	}
	if err := master.Close(); err != nil {
		return err
	}
	if _, more := <-events; more {
		return errors.New("there is an event after the end")
	}
	return nil
}
