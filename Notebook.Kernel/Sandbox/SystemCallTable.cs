using System.Collections.Immutable;

namespace Notebook.Kernel.Sandbox;

/// <summary>System calls that the filter names, by their numbers on x86-64 and on arm64; null where the machine has none.</summary>
internal static class SystemCallTable
{
    /// <summary>Linux 6.10's last (<c>mseal</c>). What came later answers "not there", so that libraries use what was there before.</summary>
    public const uint LastKnown = 462;

    /// <summary>Never needed by .NET or by what notebooks use, and each a way out or around a limit.</summary>
    public static ImmutableArray<SystemCall> Denied { get; } =
    [
        // A kernel has no process but itself.
        new("fork", 57, null),
        new("vfork", 58, null),
        new("tkill", 200, 130),
        // Looking into other processes.
        new("ptrace", 101, 117),
        new("process_vm_readv", 310, 270),
        new("process_vm_writev", 311, 271),
        new("process_madvise", 440, 440),
        new("process_mrelease", 448, 448),
        new("kcmp", 312, 272),
        new("pidfd_open", 434, 434),
        new("pidfd_getfd", 438, 438),
        new("pidfd_send_signal", 424, 424),
        // Namespaces and mounts.
        new("mount", 165, 40),
        new("umount2", 166, 39),
        new("fsopen", 430, 430),
        new("fsconfig", 431, 431),
        new("fsmount", 432, 432),
        new("fspick", 433, 433),
        new("open_tree", 428, 428),
        new("move_mount", 429, 429),
        new("mount_setattr", 442, 442),
        new("statmount", 457, 457),
        new("listmount", 458, 458),
        new("chroot", 161, 51),
        new("pivot_root", 155, 41),
        new("unshare", 272, 97),
        new("setns", 308, 268),
        // Ways into the system's core.
        new("bpf", 321, 280),
        new("perf_event_open", 298, 241),
        new("userfaultfd", 323, 282),
        new("keyctl", 250, 219),
        new("add_key", 248, 217),
        new("request_key", 249, 218),
        new("kexec_load", 246, 104),
        new("kexec_file_load", 320, 294),
        new("init_module", 175, 105),
        new("finit_module", 313, 273),
        new("delete_module", 176, 106),
        new("create_module", 174, null),
        new("query_module", 178, null),
        new("get_kernel_syms", 177, null),
        // The machine as a whole.
        new("reboot", 169, 142),
        new("swapon", 167, 224),
        new("swapoff", 168, 225),
        new("syslog", 103, 116),
        new("iopl", 172, null),
        new("ioperm", 173, null),
        new("modify_ldt", 154, null),
        new("personality", 135, 92),
        new("acct", 163, 89),
        new("quotactl", 179, 60),
        new("quotactl_fd", 443, 443),
        new("sethostname", 170, 161),
        new("setdomainname", 171, 162),
        new("settimeofday", 164, 170),
        new("clock_settime", 227, 112),
        new("clock_adjtime", 305, 266),
        new("adjtimex", 159, 171),
        new("vhangup", 153, 58),
        new("nfsservctl", 180, 42),
        new("uselib", 134, null),
        new("_sysctl", 156, null),
        new("sysfs", 139, null),
        new("ustat", 136, null),
        new("lookup_dcookie", 212, 18),
        // Files by handle, past every path rule.
        new("name_to_handle_at", 303, null),
        new("open_by_handle_at", 304, null),
        new("fanotify_init", 300, 262),
        new("fanotify_mark", 301, 263),
        // Memory that no limit of the process counts.
        new("shmget", 29, 194),
        new("shmat", 30, 196),
        new("shmctl", 31, 195),
        new("shmdt", 67, 197),
        new("semget", 64, 190),
        new("semop", 65, 193),
        new("semctl", 66, 191),
        new("semtimedop", 220, 192),
        new("msgget", 68, 186),
        new("msgsnd", 69, 189),
        new("msgrcv", 70, 188),
        new("msgctl", 71, 187),
        new("mq_open", 240, 180),
        new("mq_unlink", 241, 181),
        new("mq_timedsend", 242, 182),
        new("mq_timedreceive", 243, 183),
        new("mq_notify", 244, 184),
        new("mq_getsetattr", 245, 185),
        new("memfd_create", 319, 279),
        new("memfd_secret", 447, 447),
        // Identity.
        new("setuid", 105, 146),
        new("setgid", 106, 144),
        new("setreuid", 113, 145),
        new("setregid", 114, 143),
        new("setresuid", 117, 147),
        new("setresgid", 119, 149),
        new("setfsuid", 122, 151),
        new("setfsgid", 123, 152),
        new("setgroups", 116, 159),
        new("capset", 126, 91),
        new("lsm_set_self_attr", 460, 460),
        // Links and special files: the server reads this folder too.
        new("mknod", 133, null),
        new("mknodat", 259, 33),
        new("link", 86, null),
        new("linkat", 265, 37),
        new("symlink", 88, null),
        new("symlinkat", 266, 36),
        new("execveat", 322, 281),
        // Priorities, and where memory lies.
        new("setpriority", 141, 140),
        new("sched_setscheduler", 144, 119),
        new("sched_setattr", 314, 274),
        new("sched_setparam", 142, 118),
        new("ioprio_set", 251, 30),
        new("migrate_pages", 256, 238),
        new("move_pages", 279, 239),
    ];

    /// <summary>Answered "not there": libraries fall back to calls that can be told apart by their arguments.</summary>
    public static ImmutableArray<SystemCall> Absent { get; } =
    [
        new("clone3", 435, 435),
        new("io_uring_setup", 425, 425),
        new("io_uring_enter", 426, 426),
        new("io_uring_register", 427, 427),
    ];

    public static SystemCall Clone { get; } = new("clone", 56, 220);

    public static SystemCall Kill { get; } = new("kill", 62, 129);

    public static SystemCall ThreadKill { get; } = new("tgkill", 234, 131);

    public static SystemCall QueueSignal { get; } = new("rt_sigqueueinfo", 129, 138);

    public static SystemCall QueueThreadSignal { get; } = new("rt_tgsigqueueinfo", 297, 240);

    public static SystemCall ProcessLimit { get; } = new("prlimit64", 302, 261);

    public static SystemCall IoControl { get; } = new("ioctl", 16, 29);

    public static SystemCall Socket { get; } = new("socket", 41, 198);

    public static SystemCall SocketPair { get; } = new("socketpair", 53, 199);

    public static SystemCall ProcessControl { get; } = new("prctl", 157, 167);
}
