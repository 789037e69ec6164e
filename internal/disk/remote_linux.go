package disk

import "syscall"

// remote reports whether a folder lies on a file system of another machine, where
// locks and mapped pages do not keep their promises.
func remote(dir string) bool {
	var st syscall.Statfs_t
	if syscall.Statfs(dir, &st) != nil {
		return false
	}
	return far(uint32(st.Type))
}

// far reports whether file systems of a kind, as statfs numbers them, lie on another machine.
func far(kind uint32) bool {
	const (
		nfs, smb, cifs, smb2 = 0x6969, 0x517b, 0xff534d42, 0xfe534d42
		afs, openafs, coda   = 0x6b414653, 0x5346414f, 0x73757245
		ceph, lustre         = 0x00c36400, 0x0bd00bd0
	)
	switch kind {
	case nfs, smb, cifs, smb2, afs, openafs, coda, ceph, lustre:
		return true
	default:
		return false
	}
}
