"""The Pabulib format for elections: read with every fault named, written so that its checker finds none."""
