package disk

import (
	"testing"

	"golang.org/x/sys/unix"
)

func TestAFileSystemOfAnotherMachineIsToldFromOneOfThisOne(t *testing.T) {
	for name, kind := range map[string]uint32{
		"nfs": unix.NFS_SUPER_MAGIC, "smb": unix.SMB_SUPER_MAGIC, "cifs": unix.CIFS_SUPER_MAGIC, "smb2": unix.SMB2_SUPER_MAGIC,
		"afs": unix.AFS_FS_MAGIC, "coda": unix.CODA_SUPER_MAGIC, "ceph": unix.CEPH_SUPER_MAGIC,
	} {
		if !far(kind) {
			t.Errorf("%s (%#x) is taken for a disk of this machine", name, kind)
		}
	}
	for name, kind := range map[string]uint32{
		"ext4": unix.EXT4_SUPER_MAGIC, "btrfs": unix.BTRFS_SUPER_MAGIC, "xfs": unix.XFS_SUPER_MAGIC, "tmpfs": unix.TMPFS_MAGIC, "overlay": unix.OVERLAYFS_SUPER_MAGIC,
	} {
		if far(kind) {
			t.Errorf("%s (%#x) is refused", name, kind)
		}
	}
}
